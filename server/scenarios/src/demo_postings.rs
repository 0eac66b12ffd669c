//! The demo's postings: one in every stage, three of them public, all made from templates.

use domain::{
    posting::{FactKey, PlacePart, SectionKind},
    timeline::Point,
};
use services::{Result, Services, Start, TemplateChoice};

use crate::{
    Cast,
    postings::{PostingBuilder, a_posting},
};

/// # Errors
/// [`services::ServiceError`] when the database does not take them.
pub(crate) async fn write_postings(services: &Services, cast: &Cast) -> Result<()> {
    services.seed_library().await?;
    let postings = [
        from_template("senior", "nodejs", "e-commerce")
            .by(&cast.dana)
            .fact(FactKey::BaseSalaryMinValue, "82000")
            .fact(FactKey::BaseSalaryMaxValue, "98000")
            .published_by(&cast.hugo),
        from_template("mid", "java", "finance-and-banking")
            .by(&cast.olga)
            .fact(FactKey::WorkPlace, "on_site")
            .fact(FactKey::JobLocation(0, PlacePart::AddressLocality), "Munich")
            .published_by(&cast.hugo),
        from_template("junior", "python", "cloud-and-data")
            .by(&cast.ben)
            .fact(FactKey::WorkPlace, "remote")
            .fact(FactKey::ApplicantLocationRequirements, "Germany, Austria, Poland")
            .fact(FactKey::BaseSalaryMinValue, "48000")
            .fact(FactKey::BaseSalaryMaxValue, "56000")
            .published_by(&cast.hugo),
        from_template("mid", "ruby", "healthcare").by(&cast.ben).closed_by(&cast.hugo),
        from_template("mid", "php", "web-and-online-services")
            .by(&cast.dana)
            .message("As we discussed: the team grows by two, so two openings.")
            .fact(FactKey::TotalJobOpenings, "2")
            .approved_by(&cast.hugo),
        from_template("senior", "java", "cloud-and-data")
            .by(&cast.dana)
            .message("The pay range is the one that finance confirmed on Monday.")
            .fact(FactKey::BaseSalaryMinValue, "85000")
            .fact(FactKey::BaseSalaryMaxValue, "105000")
            .sent_back_by(
                &cast.hugo,
                "A range of 20,000 is wide for one level. Narrow it, or say what decides within it.",
            ),
        from_template("senior", "python", "custom-software")
            .by(&cast.dana)
            .message("New role for the bookings service. Hugo, please look at the on-call line.")
            .fact(FactKey::BaseSalaryMinValue, "80000")
            .fact(FactKey::BaseSalaryMaxValue, "95000")
            .line(SectionKind::Responsibilities, "You share the on-call rota: one week in six, paid separately.")
            .in_review(),
    ];
    for posting in postings {
        posting.make(services).await?;
    }
    let draft = from_template("mid", "neutral", "general").by(&cast.ben).fact(FactKey::BaseSalaryMinValue, "");
    let draft = draft.make(services).await?.id;
    services.name_checkpoint(&cast.ben, draft, Point::Now, "First version, for the team").await?;
    Ok(())
}

/// Everything but the title comes with the template; title and seniority must not be written over.
fn from_template(seniority: &str, stack: &str, industry: &str) -> PostingBuilder {
    let choice = TemplateChoice { seniority: seniority.into(), stack: stack.into(), industry: industry.into() };
    a_posting().from(Start::Template(choice)).without(FactKey::Title).without(FactKey::Seniority)
}
