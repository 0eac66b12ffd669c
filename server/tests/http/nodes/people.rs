//! Who is at one node is seen at the others.

use std::time::Duration;

use domain::{
    document::Field,
    protocol::{ToServer, Whereabouts},
    time::Timestamp,
};
use scenarios::{
    Database,
    cast::{BEN, DANA, VERA},
};
use services::edges::Clock;

use super::{meet, parts_with, passes, sees, two_nodes};
use crate::support::{Company, Node};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_at_other_nodes_are_here_with_their_names_and_where_they_work() {
    let (company, second) = two_nodes().await;
    let (house, posting) = (&company.house, company.draft.id);
    let (dana, ben) = (house.signed_in(DANA).await, second.signed_in(BEN).await);
    let mut here = house.editor(&dana, posting, 101).await;
    let mut there = second.editor(&ben, posting, 102).await;
    assert_eq!(sees(&mut there, DANA.name).await.seat, here.welcome.seat);
    let seen = sees(&mut here, BEN.name).await;
    assert_eq!((seen.seat, seen.user), (there.welcome.seat, house.cast.ben.id));

    for at in [Some(Whereabouts { field: Field::Line(company.line.clone()), from: 1, to: 4 }), None] {
        there.line.say(&ToServer::Here(at.clone())).await;
        while sees(&mut here, BEN.name).await.whereabouts != at {}
    }
    // Who comes later sees all at once or a moment afterwards.
    let vera = second.signed_in(VERA).await;
    let mut later = second.editor(&vera, posting, 103).await;
    assert!(later.welcome.people.iter().any(|person| person.name == BEN.name));
    sees(&mut later, DANA.name).await;

    let seat = there.welcome.seat;
    drop(there);
    let took = parts_with(&mut here, seat).await;
    assert!(took < Duration::from_secs(3), "{took:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_comes_later_shows_who_is_there_and_one_that_stops_takes_its_people_along() {
    let company = Company::on(Database::Postgres).await;
    let (house, posting) = (&company.house, company.draft.id);
    let (dana, ben) = (house.signed_in(DANA).await, house.signed_in(BEN).await);
    // While this node is alone it writes down nobody.
    let mut here = house.editor(&dana, posting, 101).await;
    meet().await;
    let second = Node::beside(house).await;
    let mut there = second.editor(&ben, posting, 102).await;
    sees(&mut there, DANA.name).await;
    sees(&mut here, BEN.name).await;

    let seat = there.welcome.seat;
    let reading = tokio::spawn(async move { there.line.end().await });
    second.hub.stop().await;
    let took = parts_with(&mut here, seat).await;
    assert!(took < Duration::from_secs(3), "{took:?}");
    assert_eq!(reading.await.unwrap(), domain::protocol::close::AGAIN);

    // And alone again, it goes on; somebody new is not shown who left.
    let third = Node::beside(house).await;
    let mut there = third.editor(&ben, posting, 103).await;
    sees(&mut there, DANA.name).await;
    assert!(there.welcome.people.iter().all(|person| person.seat != seat));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nodes_whose_clocks_differ_see_each_other_and_write_in_one_order() {
    let company = Company::on(Database::Postgres).await;
    let (house, posting, line) = (&company.house, company.draft.id, &company.line);
    let late = Timestamp(house.world.clock.now().0 - 90_000);
    let second = Node::at(house, late).await;
    meet().await;
    let (dana, ben) = (house.signed_in(DANA).await, second.signed_in(BEN).await);
    let (mut here, mut there) = (house.editor(&dana, posting, 101).await, second.editor(&ben, posting, 102).await);
    sees(&mut there, DANA.name).await;
    let ben_here = sees(&mut here, BEN.name).await;
    for round in 0..4 {
        passes(&mut here, &mut there, line, &format!(" d{round}.")).await;
        passes(&mut there, &mut here, line, &format!(" b{round}.")).await;
    }
    let text = house.stored_draft(posting).await.snapshot().line(line).unwrap().1.text.clone();
    assert!(text.ends_with(" d0. b0. d1. b1. d2. b2. d3. b3."), "{text}");
    // Long enough that who were taken for dead would have left.
    tokio::time::sleep(Duration::from_secs(10)).await;
    passes(&mut there, &mut here, line, " Still here.").await;
    let (mut third, seat) = (house.editor(&dana, posting, 103).await, ben_here.seat);
    assert_eq!(sees(&mut third, BEN.name).await.seat, seat);
}
