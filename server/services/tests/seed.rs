//! What a fresh database starts with.
#![expect(clippy::unwrap_used, reason = "a test may end in a panic")]

use std::{collections::BTreeSet, time::Instant};

use domain::{
    accounts::{Actor, Email, Membership, Role},
    ids::UserId,
    library::ItemKind,
    posting::{FactKey, Requirement, SectionKind},
};
use scenarios::World;
use services::{BrowseView, LibraryFilter, ServiceError, TemplateChange, TemplateChoice};
use uuid::Uuid;

/// Everything that the three seed articles name: kind, group, and each name with the letters of its articles. Groups
/// are named where the articles tell them apart.
const NAMED: &[Named] = &[
    (
        "responsibility",
        "",
        &[
            ("Server-side architecture", "AC"),
            ("Server-side code", "BC"),
            ("Business rules", "BC"),
            ("Database design", "ABC"),
            ("Data management and integrity", "ABC"),
            ("Query tuning", "BC"),
            ("API development", "ABC"),
            ("API contracts with frontend", "B"),
            ("Frontend integration", "ABC"),
            ("External integrations", "AC"),
            ("Application security", "ABC"),
            ("Data protection and privacy", "ABC"),
            ("Authentication", "A"),
            ("Compliance", "A"),
            ("Data accessibility", "A"),
            ("Data-processing algorithms", "AB"),
            ("Server setup and tuning", "BC"),
            ("Scaling", "ABC"),
            ("Performance work", "ABC"),
            ("Version control", "B"),
            ("Maintenance", "ABC"),
            ("Tooling and frameworks", "AB"),
            ("Advising on limits", "A"),
            ("Cross-team delivery", "ABC"),
            ("Problem solving", "AB"),
        ],
    ),
    ("skill", "language", &[("Python", "ABC"), ("Java", "ABC"), ("Ruby", "ABC"), ("PHP", "ABC")]),
    ("skill", "platform", &[("Node.js", "AB")]),
    ("skill", "framework", &[("Django", "A"), ("Ruby on Rails", "A")]),
    ("skill", "database", &[("MySQL", "AB"), ("PostgreSQL", "AB"), ("MongoDB", "AB")]),
    ("skill", "tool", &[("Git", "B"), ("Version control systems", "B")]),
    ("skill", "platform", &[("Cloud services", "A"), ("Server infrastructure", "BC")]),
    (
        "skill",
        "practice",
        &[
            ("API design", "ABC"),
            ("Database modelling", "ABC"),
            ("Query optimisation", "BC"),
            ("Data structures and algorithms", "AB"),
            ("Application logic", "BC"),
            ("Server configuration", "BC"),
            ("Scalability", "ABC"),
            ("Performance optimisation", "ABC"),
            ("Cybersecurity", "ABC"),
            ("Authentication methods", "A"),
            ("Data privacy and regulation", "AC"),
            ("Systems integration", "ABC"),
            ("Data management", "ABC"),
        ],
    ),
    (
        "skill",
        "soft",
        &[
            ("Analytical thinking", "B"),
            ("Problem solving", "AB"),
            ("Collaboration", "ABC"),
            ("Communication", "ABC"),
            ("Adaptability and learning", "AB"),
        ],
    ),
    (
        "advantage",
        "developer",
        &[
            ("Central to the product", "ABC"),
            ("Strong demand", "BC"),
            ("Many career paths", "B"),
            ("Good pay", "B"),
            ("Stimulating problems", "AB"),
            ("Portable data skills", "B"),
            ("Teamwork with frontend", "AB"),
            ("Security growth", "B"),
            ("Scale and speed expertise", "B"),
            ("Constant learning", "AB"),
        ],
    ),
    (
        "advantage",
        "employer",
        &[
            ("Robust under load", "C"),
            ("Faster responses", "AC"),
            ("Safer data", "ABC"),
            ("Easier third-party use", "C"),
            ("Compliance and access", "A"),
            ("Tailored, extensible products", "C"),
        ],
    ),
    (
        "application",
        "",
        &[
            ("E-commerce", "C"),
            ("Healthcare", "C"),
            ("Finance and banking", "C"),
            ("Custom software firms", "C"),
            ("Web apps and online services", "ABC"),
            ("Cloud and data-driven products", "A"),
        ],
    ),
    (
        "collaborator",
        "",
        &[
            ("Frontend developers", "ABC"),
            ("UI/UX designers", "A"),
            ("Product managers", "A"),
            ("Quality assurance", "A"),
            ("Fellow developers", "B"),
            ("Database administrators", "C"),
            ("Software architects", "C"),
            ("System administrators", "C"),
            ("Other stakeholders", "C"),
            ("Clients (custom work)", "C"),
        ],
    ),
    (
        "learning",
        "",
        &[
            ("Track tools and frameworks", "AB"),
            ("Track methods", "A"),
            ("Learning culture", "A"),
            ("Keep skills current", "AB"),
        ],
    ),
    (
        "career_path",
        "",
        &[("Entry, senior, team lead", "B"), ("Database administrator", "B"), ("DevOps engineer", "B")],
    ),
    (
        "section_text",
        "",
        &[
            ("Overview", "ABC"),
            ("Industry impact", "A"),
            ("Collaboration", "AC"),
            ("Continual learning", "AB"),
            ("Conclusion", "ABC"),
        ],
    ),
];

type Named = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// What a lawful posting needs and the articles do not mention: kind and group, each with at least one item.
const LAWFUL: &[(&str, &str)] = &[
    ("disclosure", "pay"),
    ("disclosure", "place"),
    ("disclosure", "hours"),
    ("disclosure", "how_to_apply"),
    ("disclosure", "ai_use"),
    ("disclosure", "equal_opportunity"),
    ("disclosure", "accommodation"),
    ("disclosure", "privacy"),
    ("disclosure", "vacancy"),
    ("benefit", ""),
    ("qualification", ""),
    ("section_text", "how_to_apply"),
    ("section_text", "compensation"),
];

fn reader() -> Actor {
    Actor {
        id: UserId(Uuid::from_u128(1)),
        display_name: "Vera Viewer".to_owned(),
        email: Email::new("vera@example.org").unwrap(),
        memberships: vec![Membership { role: Role::Viewer, team: None }],
        guest_of: None,
    }
}

async fn browse(world: &World, kind: &str, group: &str) -> BrowseView {
    let group = (!group.is_empty()).then(|| group.to_owned());
    let filter = LibraryFilter { kind: kind.parse().ok(), group, ..LibraryFilter::default() };
    world.services.browse_library(&reader(), &filter).await.unwrap()
}

scenarios::on_both_databases! {
    async fn every_item_that_the_articles_name_is_there_with_its_articles(world: World) {
        world.services.seed_library().await.unwrap();
        for (kind, group, names) in NAMED {
            let list = browse(&world, kind, group).await;
            for (name, letters) in *names {
                let found = list.items.iter().find(|item| item.item.name == *name);
                let slug = &found.unwrap_or_else(|| panic!("{kind}/{group} {name}")).item.slug;
                let page = world.services.library_item(&reader(), slug).await.unwrap();
                let seeds: BTreeSet<_> = page.wording.source_refs.iter().map(|source| source.seed.as_str()).collect();
                assert_eq!(seeds.into_iter().collect::<String>(), *letters, "{name}");
                assert!(page.wording.source_refs.iter().all(|source| !source.section.is_empty()), "{name}");
                assert_eq!((page.current_version, page.versions.len(), page.versions[0].author.as_str()), (1, 1, ""));
            }
        }
    }

    async fn what_a_lawful_posting_needs_is_there_without_an_article(world: World) {
        world.services.seed_library().await.unwrap();
        for (kind, group) in LAWFUL {
            let list = browse(&world, kind, group).await;
            assert!(!list.items.is_empty(), "{kind}/{group}");
            let page = world.services.library_item(&reader(), &list.items[0].item.slug).await.unwrap();
            assert!(page.wording.source_refs.is_empty(), "{kind}/{group}");
        }
    }

    async fn seeding_again_adds_nothing_and_changes_nothing(world: World) {
        let added = world.services.seed_library().await.unwrap();
        let before = world.services.library_index(&reader()).await.unwrap();
        assert_eq!(added, before.items.len());
        world.clock.advance(std::time::Duration::from_secs(3600));
        assert_eq!(world.services.seed_library().await.unwrap(), 0);
        let after = world.services.library_index(&reader()).await.unwrap();
        assert_eq!((before.tag, before.items), (after.tag, after.items));
    }

    async fn seeding_two_nodes_at_once_makes_one_library(world: World) {
        let (one, other) = tokio::join!(world.services.seed_library(), world.services.seed_library());
        let added = one.unwrap() + other.unwrap();
        assert_eq!(world.services.library_index(&reader()).await.unwrap().items.len(), added);
    }

    async fn seeding_is_quick(world: World) {
        let start = Instant::now();
        world.services.seed_library().await.unwrap();
        // The bound leaves room for a busy machine and catches one statement per item, template or item of a template.
        assert!(start.elapsed().as_millis() < 3_000, "{:?}", start.elapsed());
    }

    async fn every_template_is_whole_and_says_nothing_twice(world: World) {
        world.services.seed_library().await.unwrap();
        let choices = world.services.templates().unwrap();
        let mut titles = BTreeSet::new();
        let mut count = 0;
        for choice in every_choice(&choices) {
            let template = world.services.compose(&reader(), &choice).await.unwrap();
            let mut sources = BTreeSet::new();
            for section in &template.sections {
                assert!(!section.lines.is_empty(), "{choice:?} {}", section.kind);
                for line in &section.lines {
                    let (source, fingerprint) = line.source.clone().unwrap();
                    assert!(sources.insert(source.item), "{choice:?} says {:?} twice", line.text);
                    assert_eq!(fingerprint, domain::posting::fingerprint(&line.text));
                    assert_eq!(source.version, 1);
                }
            }
            let kinds: Vec<_> = template.sections.iter().map(|section| section.kind).collect();
            assert!(kinds.is_sorted(), "{choice:?}");
            assert_eq!(template.facts.get(FactKey::Seniority), choice.seniority);
            assert!(template.facts.number(FactKey::ExperienceMonths).unwrap().is_some());
            let title = template.facts.get(FactKey::Title);
            assert!(!title.is_empty() && !title.contains("  ") && !title.contains('{'), "{title}");
            titles.insert(title.to_owned());
            count += 1;
        }
        assert_eq!((count, titles.len()), (3 * 6 * 7, 3 * 6));
        assert!(titles.contains("Senior Node.js Backend Developer") && titles.contains("Backend Developer"), "{titles:?}");
    }

    async fn a_standard_template_belongs_to_the_curators_once_it_is_there(world: World) {
        let cast = world.cast().await;
        world.services.seed_library().await.unwrap();
        let slug = "senior-python-healthcare";
        let view = async || world.services.template(&cast.ada, slug).await.unwrap();
        let first = view().await;
        assert_eq!((first.current_version, first.versions.len(), first.versions[0].author.as_str()), (1, 1, ""));
        assert_eq!(first.content.name, "Senior Python Backend Developer, Healthcare");
        assert!(first.is_standard && !first.is_ahead);
        let change = TemplateChange::Describe { name: "Ours".into(), description: "For clinics.".into() };
        world.services.edit_template(&cast.ada, first.id, first.edition, change).await.unwrap();
        let changed = view().await;
        world.services.seed_library().await.unwrap();
        assert_eq!(view().await, changed);
        let listed = world.services.template_list(&cast.dana).await.unwrap().templates;
        assert_eq!(listed.iter().filter(|card| card.is_standard).count(), 3 * 6 * 7);
    }

    async fn a_section_of_skills_says_how_much_they_are_asked_for(world: World) {
        world.services.seed_library().await.unwrap();
        let choice = TemplateChoice { seniority: "mid".into(), stack: "python".into(), industry: "general".into() };
        let template = world.services.compose(&reader(), &choice).await.unwrap();
        let asked = |kind| {
            let section = template.sections.iter().find(|section| section.kind == kind).unwrap();
            section.lines.iter().map(|line| line.requirement).collect::<BTreeSet<_>>()
        };
        assert_eq!(asked(SectionKind::RequiredSkills), [Requirement::Required].into());
        assert_eq!(asked(SectionKind::PreferredSkills), [Requirement::Preferred].into());
        assert_eq!(asked(SectionKind::Responsibilities), [Requirement::Plain].into());
        let first = &template.sections.iter().find(|section| section.kind == SectionKind::RequiredSkills).unwrap().lines[0];
        assert!(first.text.contains("Python"), "the language leads: {}", first.text);
    }

    async fn what_nobody_chose_is_the_usual(world: World) {
        world.services.seed_library().await.unwrap();
        let choices = world.services.templates().unwrap();
        let choice = |[seniority, stack, industry]: [&str; 3]| TemplateChoice {
            seniority: seniority.into(), stack: stack.into(), industry: industry.into(),
        };
        for (asked, nearest) in [
            (["", "", ""], ["mid", "neutral", "general"]),
            (["senior", "", "healthcare"], ["senior", "neutral", "healthcare"]),
            (["chief", "java", "<script>"], ["mid", "java", "general"]),
        ] {
            assert_eq!(choices.nearest(choice(asked)), choice(nearest), "{asked:?}");
        }
        let usual = world.services.compose(&reader(), &choices.usual).await.unwrap();
        assert_eq!(usual.facts.get(FactKey::Title), "Backend Developer");
    }

    async fn an_unknown_template_is_an_error_at_its_field(world: World) {
        world.services.seed_library().await.unwrap();
        let good = TemplateChoice { seniority: "mid".into(), stack: "java".into(), industry: "general".into() };
        for (field, choice) in [
            ("seniority", TemplateChoice { seniority: "chief".into(), ..good.clone() }),
            ("stack", TemplateChoice { stack: "<script>".into(), ..good.clone() }),
            ("industry", TemplateChoice { industry: String::new(), ..good.clone() }),
        ] {
            let Err(ServiceError::Invalid(errors)) = world.services.compose(&reader(), &choice).await else {
                panic!("{choice:?} was taken");
            };
            assert_eq!(errors.iter().map(|error| error.field.as_str()).collect::<Vec<_>>(), [field]);
        }
    }
}

fn every_choice(choices: &services::TemplateChoices) -> Vec<TemplateChoice> {
    let mut all = Vec::new();
    for seniority in &choices.seniorities {
        for stack in &choices.stacks {
            for industry in &choices.industries {
                all.push(TemplateChoice {
                    seniority: seniority.key.clone(),
                    stack: stack.key.clone(),
                    industry: industry.key.clone(),
                });
            }
        }
    }
    all
}

#[test]
fn every_kind_is_known_to_the_table() {
    for (kind, _, _) in NAMED {
        assert!(kind.parse::<ItemKind>().is_ok(), "{kind}");
    }
    assert_eq!(NAMED.iter().map(|(_, _, names)| names.len()).sum::<usize>(), 101);
}
