//! Fills an empty database with the cast and as many published postings as one likes: `many-postings sqlite:PATH 200`.
//!
//! For measurements and for looking at long lists. Everything is made through the real use cases, from every template in
//! turn, and by the real clock, so that the postings are open today. One more, with 150 lines and 50 threads, is in review.

use std::{env, error::Error, process::ExitCode};

use domain::posting::FactKey;
use scenarios::{
    Cast,
    cast::settle,
    long_review,
    postings::{PostingBuilder, a_posting},
};
use services::{HashCost, Services, Start, TemplateChoice, edges::Edges};
use storage::Storage;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let (Some(url), Some(Ok(count))) = (arguments.next(), arguments.next().map(|count| count.parse())) else {
        eprintln!("usage: many-postings DATABASE-URL COUNT");
        return ExitCode::from(2);
    };
    match fill(&url, count).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("many-postings: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn fill(url: &str, count: usize) -> Result<(), Box<dyn Error>> {
    let storage = Storage::connect(url).await?;
    migrations::up(storage.connection()).await?;
    let services = Services::new(storage, Edges::system(), HashCost::Test);
    services.seed_library().await?;
    let cast = settle(&services).await?;
    for number in 0..count {
        posting(number, &cast).make(&services).await?;
    }
    long_review(&services, &cast).await?;
    Ok(())
}

/// Another template each time, by another manager.
fn posting(number: usize, cast: &Cast) -> PostingBuilder {
    let owners = [&cast.dana, &cast.ben, &cast.olga];
    let choice = TemplateChoice {
        seniority: turn(&["junior", "mid", "senior"], number),
        stack: turn(&["nodejs", "java", "python", "ruby", "php", "neutral"], number / 3),
        industry: turn(&["e-commerce", "finance-and-banking", "healthcare", "cloud-and-data"], number / 7),
    };
    let posting = a_posting().from(Start::Template(choice)).by(owners[number % owners.len()]).published_by(&cast.hugo);
    // These two come with the template.
    posting.without(FactKey::Title).without(FactKey::Seniority)
}

fn turn(words: &[&str], number: usize) -> String {
    words[number % words.len()].to_owned()
}
