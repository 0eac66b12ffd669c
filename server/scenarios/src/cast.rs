//! The people of every scenario, and how they came.
//!
//! Northwind has two teams. Platform is where the stories play; Payments is next door, and its manager Olga is the
//! outsider who must never see or change what is Platform's.

use domain::{
    accounts::{Actor, Role},
    ids::{TeamId, UserId},
};
use services::{Acceptance, FirstAdmin, NewInvitation, Result, ServiceError, Services};

/// The company of every scenario.
pub const COMPANY: &str = "Northwind";

/// A person of the cast, with the password that they sign in with.
#[derive(Debug, Clone, Copy)]
pub struct Person {
    pub name: &'static str,
    pub email: &'static str,
    pub password: &'static str,
    pub role: Role,
    pub team: Option<&'static str>,
    /// What a newcomer tries as this person.
    pub story: &'static str,
}

/// The curator and admin, who sets everything up.
pub const ADA: Person = Person {
    name: "Ada Lind",
    email: "ada@northwind.example",
    password: "ada-keeps-every-word-current",
    role: Role::Admin,
    team: None,
    story: "curates the library, manages people",
};
/// Hiring manager of Platform.
pub const DANA: Person = Person {
    name: "Dana Okafor",
    email: "dana@northwind.example",
    password: "dana-writes-good-postings",
    role: Role::HiringManager,
    team: Some(PLATFORM),
    story: "writes postings for Platform",
};
/// The other hiring manager of Platform.
pub const BEN: Person = Person {
    name: "Ben Carter",
    email: "ben@northwind.example",
    password: "ben-edits-beside-her-gladly",
    role: Role::HiringManager,
    team: Some(PLATFORM),
    story: "writes postings for Platform, too",
};
/// HR approver.
pub const HUGO: Person = Person {
    name: "Hugo Meyer",
    email: "hugo@northwind.example",
    password: "hugo-approves-what-he-read",
    role: Role::HrApprover,
    team: None,
    story: "reviews, approves and publishes",
};
/// Viewer of Platform.
pub const VERA: Person = Person {
    name: "Vera Novak",
    email: "vera@northwind.example",
    password: "vera-only-looks-and-smiles",
    role: Role::Viewer,
    team: Some(PLATFORM),
    story: "reads the drafts of Platform",
};
/// Auditor.
pub const AXEL: Person = Person {
    name: "Axel Berg",
    email: "axel@northwind.example",
    password: "axel-counts-every-footprint",
    role: Role::Auditor,
    team: None,
    story: "reads everything and the audit log",
};
/// The outsider: hiring manager of Payments only.
pub const OLGA: Person = Person {
    name: "Olga Petrova",
    email: "olga@northwind.example",
    password: "olga-lives-across-the-river",
    role: Role::HiringManager,
    team: Some(PAYMENTS),
    story: "hires for Payments and sees nothing of Platform",
};

/// Everyone, in the order in which the demo introduces them.
pub const EVERYONE: [Person; 7] = [DANA, BEN, HUGO, ADA, VERA, AXEL, OLGA];

const PLATFORM: &str = "Platform";
const PAYMENTS: &str = "Payments";

/// The cast, signed in.
#[derive(Debug, Clone)]
pub struct Cast {
    pub dana: Actor,
    pub ben: Actor,
    pub hugo: Actor,
    pub ada: Actor,
    pub vera: Actor,
    pub axel: Actor,
    pub olga: Actor,
    pub platform: TeamId,
    pub payments: TeamId,
}

/// Brings the cast into an empty database, as it would really happen: Ada follows the set-up link, makes the teams and
/// invites everyone else.
///
/// # Errors
/// [`ServiceError::Conflict`] when there is somebody already.
pub async fn settle(services: &Services) -> Result<Cast> {
    let link = services.set_up_link().await?;
    let token = link.ok_or_else(|| ServiceError::Conflict("There are people in this database already.".to_owned()))?;
    let ada = services.set_up(&token, first_admin()).await?;
    let ada = act_as(services, ada).await?;
    let platform = services.create_team(&ada, PLATFORM).await?;
    let payments = services.create_team(&ada, PAYMENTS).await?;
    let team = |name| if name == PLATFORM { platform } else { payments };
    let join = async |person: Person| {
        let invitation =
            NewInvitation { email: person.email.to_owned(), role: person.role, team: person.team.map(team) };
        join(services, &ada, invitation, person.name, person.password).await
    };
    Ok(Cast {
        dana: join(DANA).await?,
        ben: join(BEN).await?,
        hugo: join(HUGO).await?,
        vera: join(VERA).await?,
        axel: join(AXEL).await?,
        olga: join(OLGA).await?,
        ada,
        platform,
        payments,
    })
}

/// One more hiring manager of Platform, beside the cast.
///
/// # Errors
/// As [`settle`], and [`ServiceError::Invalid`] for a password that is too weak.
pub async fn a_manager(services: &Services, cast: &Cast, name: &str, email: &str, password: &str) -> Result<Actor> {
    let invitation = NewInvitation { email: email.to_owned(), role: Role::HiringManager, team: Some(cast.platform) };
    join(services, &cast.ada, invitation, name, password).await
}

/// Somebody more, who follows an invitation.
///
/// # Errors
/// As [`settle`], and [`ServiceError::Invalid`] for a password that is too weak.
pub async fn join(
    services: &Services,
    admin: &Actor,
    invitation: NewInvitation,
    name: &str,
    password: &str,
) -> Result<Actor> {
    let invited = services.invite(admin, invitation, str::to_owned).await?;
    let acceptance = Acceptance { display_name: name.to_owned(), password: password.to_owned() };
    act_as(services, services.accept_invitation(&invited.link, acceptance).await?).await
}

fn first_admin() -> FirstAdmin {
    FirstAdmin { display_name: ADA.name.to_owned(), email: ADA.email.to_owned(), password: ADA.password.to_owned() }
}

async fn act_as(services: &Services, user: UserId) -> Result<Actor> {
    services.actor(user).await?.ok_or(ServiceError::NotFound)
}
