//! Two people who exchange words, and don't notice what others do meanwhile.

use std::{cell::Cell, time::Duration};

use domain::{
    ids::LineId,
    protocol::{SeatId, ToBrowser},
};
use scenarios::cast::{BEN, DANA};
use tokio::time::{Instant, sleep};

use crate::support::{Company, Editor};

/// The longest that an exchange may take.
const UNDISTURBED: Duration = Duration::from_secs(2);
/// That it is no accident.
const ROUNDS_MIN: u32 = 5;

pub struct Pair {
    one: Editor,
    two: Editor,
    line: LineId,
    round: u32,
    /// Who left before their eyes.
    pub left: Vec<SeatId>,
}

impl Pair {
    /// Dana and Ben open the company's draft.
    pub async fn of(company: &Company) -> Self {
        let (house, posting) = (&company.house, company.draft.id);
        let (dana, ben) = (house.signed_in(DANA).await, house.signed_in(BEN).await);
        let (one, two) = (house.editor(&dana, posting, 901).await, house.editor(&ben, posting, 902).await);
        Self { one, two, line: company.line.clone(), round: 0, left: Vec::new() }
    }

    /// Goes on as long as the attack lasts. Everything arrives in time, both ways.
    pub async fn beside<T>(&mut self, attack: impl Future<Output = T>) -> T {
        let is_over = Cell::new(false);
        let attack = async {
            let outcome = attack.await;
            is_over.set(true);
            outcome
        };
        let exchange = async {
            let mut rounds = 0;
            while !is_over.get() || rounds < ROUNDS_MIN {
                let started = Instant::now();
                self.exchange().await;
                assert!(started.elapsed() < UNDISTURBED, "an exchange took {:?}", started.elapsed());
                rounds += 1;
                sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::join!(attack, exchange).0
    }

    async fn exchange(&mut self) {
        self.round += 1;
        let words = format!(" {}.", self.round);
        let text = if self.round % 50 == 1 { "Anew.".to_owned() } else { self.one.says(&self.line) } + &words;
        let set = domain::document::Operation::SetText { id: self.line.clone(), text };
        self.one.does(&set).await;
        while !self.two.says(&self.line).contains(&words) {
            self.two.read().await;
        }
        let answer = format!(" {}!", self.round);
        self.two.types(&self.line, &answer).await;
        while !self.one.says(&self.line).contains(&answer) {
            if let ToBrowser::Left(seat) = self.one.read().await {
                self.left.push(seat);
            }
        }
    }

    /// What both have is what is stored.
    pub async fn agrees_with(mut self, company: &Company) {
        self.one.is_saved().await;
        self.two.is_saved().await;
        self.one.reads(&self.line, &format!(" {}!", self.round)).await;
        let stored = company.house.stored_draft(company.draft.id).await.snapshot();
        assert_eq!(self.one.replica.snapshot(), stored);
        assert_eq!(self.two.replica.snapshot(), stored);
    }
}
