//! Inviting guests, new links, links taken back.

use domain::{
    events::Event,
    guests::{LinkEnd, LinkState},
    review::StageName,
};
use scenarios::{
    World,
    cast::{BEN, DANA},
    on_both_databases,
    postings::a_posting,
};
use services::{GuestForm, ServiceError};

use crate::guests::{GINA, Guest, address, at_door, days, gina, gone, invite, open, refusal, told, wrong};

on_both_databases! {
    async fn a_guest_is_invited_by_mail_with_a_link_that_is_not_kept(world: World) {
        let cast = world.cast().await;
        let made = a_posting().by(&cast.dana).titled("Baker").in_review().make(&world.services).await.unwrap();
        world.services.send_mail().await.unwrap();
        world.postbox.empty();
        let form = GuestForm { days: "3".to_owned(), message: "Is the pay right?\nBcc: all@example.org".to_owned(), ..gina() };
        let link = world.services.invite_guest(&cast.dana, made.id, &form, address).await.unwrap();
        assert_eq!(link.expires_at, world.services.now() + days(3));
        world.services.send_mail().await.unwrap();
        let [mail] = <[_; 1]>::try_from(world.postbox.mails()).unwrap();
        assert_eq!((mail.to_address.as_str(), mail.to_name.as_str()), (GINA, "Gina Fox"));
        assert_eq!(mail.subject, "Dana Okafor asks you to look at the posting “Baker”");
        for part in [&format!("\n{}\n", address(link.guest, &link.token)), "within 3 days", "\n> Is the pay right?\n> Bcc: all@example.org\n"] {
            assert!(mail.text.contains(part), "{part} is not in {}", mail.text);
        }
        assert_eq!(mail.text.matches(&link.token).count(), 1);
        let stored = format!("{:?}{:?}", told(&world, made.id).await, world.storage.guests().of_posting(made.id).await.unwrap());
        assert!(!stored.contains(&link.token), "the secret is stored");
        let invited = Event::GuestInvited { posting: made.id, guest: link.guest, name: "Gina Fox".to_owned() };
        assert_eq!(told(&world, made.id).await.last().unwrap(), &("Dana Okafor".to_owned(), invited));
        assert!(!format!("{:?}", told(&world, made.id).await).contains(GINA), "an address is in the record");
    }

    async fn what_the_host_writes_is_on_the_guests_page_and_goes_with_a_new_link(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        let form = GuestForm { message: "Is the pay right?".to_owned(), ..gina() };
        let link = services.invite_guest(&cast.dana, made.id, &form, address).await.unwrap();
        let link = services.renew_guest_link(&cast.dana, made.id, link.guest, address).await.unwrap();
        let door = services.look_at_guest_link(at_door(link.guest, None), &link.token).await.unwrap();
        assert_eq!(door.message, "Is the pay right?");
        services.send_mail().await.unwrap();
        assert!(world.postbox.mails().iter().any(|mail| mail.to_address == GINA && mail.text.contains("> Is the pay right?")));
        let secret = open(&world, &link).await.secret;
        let visit = services.visit(at_door(link.guest, Some(&secret)), None).await.unwrap();
        assert_eq!(visit.message, "Is the pay right?");
        // Who is invited again without one is not asked the old question.
        let link = services.invite_guest(&cast.dana, made.id, &gina(), address).await.unwrap();
        let door = services.look_at_guest_link(at_door(link.guest, None), &link.token).await.unwrap();
        assert_eq!(door.message, "");
    }

    async fn only_the_owner_invites_renews_takes_back_and_sees_the_guests(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).make(services).await.unwrap();
        let link = invite(&world, &cast.dana, made.id).await;
        for (actor, why) in [
            (&cast.ben, "Only the owner of the posting can do this."),
            (&cast.hugo, "Only hiring managers of this team can do this."),
            (&cast.ada, "Only hiring managers of this team can do this."),
            (&cast.vera, "Only hiring managers of this team can do this."),
            (&cast.axel, "Only hiring managers of this team can do this."),
        ] {
            assert_eq!(refusal(services.invite_guest(actor, made.id, &gina(), address).await), why);
            assert_eq!(refusal(services.renew_guest_link(actor, made.id, link.guest, address).await), why);
            assert_eq!(refusal(services.revoke_guest(actor, made.id, link.guest).await), why);
            assert_eq!(refusal(services.guests_page(actor, made.id, None).await), why);
        }
        let stranger = &cast.olga;
        assert!(matches!(services.invite_guest(stranger, made.id, &gina(), address).await, Err(ServiceError::NotFound)));
        assert!(matches!(services.revoke_guest(stranger, made.id, link.guest).await, Err(ServiceError::NotFound)));
        assert!(matches!(services.guests_page(stranger, made.id, None).await, Err(ServiceError::NotFound)));
        // Nor does the owner of another posting reach the guest by that one.
        let other = a_posting().by(&cast.dana).make(services).await.unwrap();
        assert!(matches!(services.revoke_guest(&cast.dana, other.id, link.guest).await, Err(ServiceError::NotFound)));
        assert!(matches!(services.renew_guest_link(&cast.dana, other.id, link.guest, address).await, Err(ServiceError::NotFound)));
        assert_eq!(services.guests_page(&cast.dana, made.id, None).await.unwrap().guests.len(), 1);
    }

    async fn what_is_typed_wrong_is_told_at_its_field(world: World) {
        let cast = world.cast().await;
        let made = a_posting().by(&cast.dana).make(&world.services).await.unwrap();
        let form = GuestForm { name: " ".into(), email: "gina".into(), days: "31".into(), message: "x".repeat(1_001) };
        let fields = wrong(world.services.invite_guest(&cast.dana, made.id, &form, address).await);
        let named: Vec<&str> = fields.iter().filter_map(|field| field.split(':').next()).collect();
        assert_eq!(named, ["name", "email", "days", "message"]);
        assert!(fields[2].ends_with("Let the link work for 1 to 30 days."), "{fields:?}");
    }

    async fn nobody_with_an_account_is_a_guest_least_of_all_whoever_invites(world: World) {
        let cast = world.cast().await;
        let made = a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap();
        for email in [DANA.email, BEN.email, " Dana@Northwind.EXAMPLE "] {
            let form = GuestForm { email: email.to_owned(), ..gina() };
            let why = wrong(world.services.invite_guest(&cast.dana, made.id, &form, address).await);
            assert!(why[0].starts_with("email: This person has an account"), "{why:?}");
        }
        assert!(world.services.guests_page(&cast.dana, made.id, None).await.unwrap().guests.is_empty());
    }

    async fn guests_are_none_of_the_people_and_do_not_stand_in_the_way_of_an_account(world: World) {
        let cast = world.cast().await;
        let made = a_posting().by(&cast.dana).make(&world.services).await.unwrap();
        let before = world.services.people(&cast.ada).await.unwrap().len();
        let link = invite(&world, &cast.dana, made.id).await;
        assert_eq!(world.services.people(&cast.ada).await.unwrap().len(), before);
        assert!(matches!(world.services.person(&cast.ada, link.guest).await, Err(ServiceError::NotFound)));
        assert!(matches!(world.services.reinstate(&cast.ada, link.guest).await, Err(ServiceError::NotFound)));
        assert_eq!(world.services.actor(link.guest).await.unwrap(), None);
        let invitation = services::NewInvitation { email: GINA.to_owned(), role: domain::accounts::Role::Auditor, team: None };
        world.services.invite(&cast.ada, invitation, str::to_owned).await.unwrap();
    }

    async fn a_new_link_puts_the_old_one_out_of_use_and_makes_nobody_a_second_guest(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).make(services).await.unwrap();
        let first = invite(&world, &cast.dana, made.id).await;
        let secret = open(&world, &first).await.secret;
        let second = services.renew_guest_link(&cast.dana, made.id, first.guest, address).await.unwrap();
        let third = services.invite_guest(&cast.dana, made.id, &gina(), address).await.unwrap();
        assert_eq!((second.guest, third.guest), (first.guest, first.guest));
        assert!(matches!(services.guest(at_door(first.guest, Some(&secret))).await, Err(ServiceError::NotFound)));
        for old in [&first, &second] {
            assert!(matches!(services.open_guest_link(at_door(old.guest, None), &old.token).await, Err(ServiceError::NotFound)));
        }
        open(&world, &third).await;
        services.send_mail().await.unwrap();
        let mails = world.postbox.mails_to(GINA);
        assert_eq!(mails.len(), 1, "of the links that wait only the last is sent");
        assert!(mails[0].text.contains(&third.token));
    }

    async fn the_list_says_how_each_link_stands(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).make(services).await.unwrap();
        let mut links = Vec::new();
        for name in ["unused", "opened", "revoked", "expired"] {
            let days = if name == "expired" { "1" } else { "7" };
            let form = GuestForm { name: name.into(), email: format!("{name}@client.example"), days: days.into(), message: String::new() };
            links.push(services.invite_guest(&cast.dana, made.id, &form, address).await.unwrap());
        }
        open(&world, &links[1]).await;
        let opened = services.now();
        services.revoke_guest(&cast.dana, made.id, links[2].guest).await.unwrap();
        assert_eq!(gone(services.revoke_guest(&cast.dana, made.id, links[2].guest).await), "The link of revoked has ended already.");
        world.clock.advance(days(1));
        let brought = Some((links[0].guest, links[0].token.as_str()));
        let page = services.guests_page(&cast.dana, made.id, brought).await.unwrap();
        let state = |name: &str| page.guests.iter().find(|guest| guest.name == name).unwrap().state;
        assert_eq!(state("unused"), LinkState::Unused);
        assert_eq!(state("opened"), LinkState::Opened(opened));
        assert_eq!(state("revoked"), LinkState::Ended(LinkEnd::Revoked));
        assert_eq!(state("expired"), LinkState::Expired);
        assert_eq!(page.just_made, Some(links[0].guest));
        let made_up = services.guests_page(&cast.dana, made.id, Some((links[0].guest, "sesame"))).await.unwrap();
        assert_eq!(made_up.just_made, None);
    }

    async fn guests_are_invited_until_a_posting_is_public_or_put_away(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let base = || a_posting().by(&cast.dana);
        for posting in [base(), base().in_review(), base().approved_by(&cast.hugo)] {
            let made = posting.make(services).await.unwrap();
            invite(&world, &cast.dana, made.id).await;
        }
        for posting in [base().published_by(&cast.hugo), base().closed_by(&cast.hugo)] {
            let made = posting.make(services).await.unwrap();
            let tried = services.invite_guest(&cast.dana, made.id, &gina(), address).await;
            assert!(matches!(tried, Err(ServiceError::Conflict(_))), "{tried:?}");
            assert!(!StageName::Published.offers(domain::permissions::Action::InviteGuest, true));
        }
        let put_away = base().make(services).await.unwrap();
        let guest = Guest::of(&world, &cast.dana, put_away.id).await;
        services.archive_posting(&cast.dana, put_away.id).await.unwrap();
        assert!(gone(guest.is_let_in(&world).await).starts_with("The posting was put away"));
        assert!(matches!(services.renew_guest_link(&cast.dana, put_away.id, guest.me.id, address).await, Err(ServiceError::Conflict(_))));
    }
}
