//! What is changed at one node is felt in the open editors of another within two seconds.

use std::time::Duration;

use domain::{
    accounts::Role,
    protocol::{Access, close},
};
use scenarios::cast::{BEN, DANA, HUGO, VERA};
use tokio::time::Instant;

use super::{hang_up_on_listeners, two_nodes};
use crate::support::Editor;

const FELT_WITHIN: Duration = Duration::from_secs(2);

async fn ends_with(editor: &mut Editor, code: u16, started: Instant) {
    assert_eq!(editor.line.end().await, code);
    assert!(started.elapsed() < FELT_WITHIN, "{:?}", started.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn roles_suspension_and_ended_sessions_reach_the_editors_of_another_node() {
    let (company, second) = two_nodes().await;
    let (house, posting) = (&company.house, company.draft.id);
    let (cast, services) = (&house.cast, &house.world.services);
    let (ben, vera, hugo) = (second.signed_in(BEN).await, second.signed_in(VERA).await, second.signed_in(HUGO).await);
    let mut dana = second.signed_in(DANA).await;
    let mut bens = second.editor(&ben, posting, 101).await;
    let mut veras = second.editor(&vera, posting, 102).await;
    let mut hugos = second.editor(&hugo, posting, 103).await;
    let mut danas = second.editor(&dana, posting, 104).await;

    services.grant_role(&cast.ada, cast.ben.id, Role::Viewer, Some(cast.platform)).await.unwrap();
    let started = Instant::now();
    services.revoke_role(&cast.ada, cast.ben.id, Role::HiringManager, Some(cast.platform)).await.unwrap();
    let sentence = "Only hiring managers of this team can do this.".to_owned();
    assert_eq!(bens.access().await, Access::Read(sentence));
    assert!(started.elapsed() < FELT_WITHIN, "{:?}", started.elapsed());

    let started = Instant::now();
    services.revoke_role(&cast.ada, cast.ben.id, Role::Viewer, Some(cast.platform)).await.unwrap();
    ends_with(&mut bens, close::HIDDEN, started).await;

    let started = Instant::now();
    services.suspend(&cast.ada, cast.vera.id).await.unwrap();
    ends_with(&mut veras, close::SIGNED_OUT, started).await;

    let started = Instant::now();
    assert_eq!(services.end_other_sessions(&cast.hugo, None).await.unwrap(), 1);
    ends_with(&mut hugos, close::SIGNED_OUT, started).await;

    // Her cookie works at every node: she signs out at the first.
    let mut elsewhere = house.visitor();
    elsewhere.cookie = dana.cookie.take();
    let started = Instant::now();
    assert_eq!(elsewhere.submit("/?do=sign_out", &[]).await.status, 303);
    ends_with(&mut danas, close::SIGNED_OUT, started).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lock_reaches_the_editors_of_another_node_also_when_it_is_not_told() {
    let (company, second) = two_nodes().await;
    let (house, posting) = (&company.house, company.drafts[0].id);
    let dana = second.signed_in(DANA).await;
    let mut editor = second.editor(&dana, posting, 101).await;
    let line = editor.replica.snapshot().lines().next().unwrap().1.id.clone();
    for is_told in [true, false] {
        if !is_told {
            assert_eq!(hang_up_on_listeners(house).await, 2);
        }
        let started = Instant::now();
        house.world.services.archive_posting(&house.cast.dana, posting).await.unwrap();
        let Access::Read(sentence) = editor.access().await else { panic!("nobody may write now") };
        assert!(sentence.contains("archived"), "{sentence}");
        assert!(started.elapsed() < FELT_WITHIN, "{:?}", started.elapsed());
        house.world.services.restore_posting(&house.cast.dana, posting).await.unwrap();
        assert_eq!(editor.access().await, Access::Edit);
    }
    editor.types(&line, " Again.").await;
    editor.is_saved().await;
    assert!(house.stored_draft(posting).await.snapshot().line(&line).unwrap().1.text.ends_with(" Again."));
}
