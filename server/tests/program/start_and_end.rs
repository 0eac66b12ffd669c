//! The first start, the second one, and the end.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use crate::run::{Place, Running};

fn get(running: &Running, path: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", running.port)).unwrap();
    stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// The path of the link that the program printed.
fn set_up_link(running: &Running) -> &str {
    let (_, rest) = running.welcome.split_once(&format!("http://127.0.0.1:{}/set-up", running.port)).unwrap();
    rest.split_whitespace().next().unwrap()
}

#[test]
fn the_first_start_prints_a_link_for_the_first_admin_and_ctrl_c_ends_it() {
    let place = Place::new();
    let mut first = place.serve(&[]);
    assert!(
        first.welcome.contains("Nobody has an account yet") && !first.welcome.contains("demo"),
        "{}",
        first.welcome
    );
    let link = format!("/set-up{}", set_up_link(&first));
    assert!(get(&first, &link).starts_with("HTTP/1.1 200 "));
    assert!(get(&first, "/ready").starts_with("HTTP/1.1 200 "));
    let (code, took) = first.stop("INT");
    assert_eq!(code, 0);
    assert!(took < Duration::from_secs(3), "{took:?}");

    let mut second = place.serve(&[]);
    assert!(get(&second, &link).starts_with("HTTP/1.1 410 "), "a newer link puts the older one out of use");
    // A request that never ends keeps nobody waiting for ever.
    let mut half = TcpStream::connect(("127.0.0.1", second.port)).unwrap();
    half.write_all(b"POST /sign-in?do=sign_in HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nemail=").unwrap();
    let (code, took) = second.stop("TERM");
    assert_eq!(code, 0);
    assert!(took < Duration::from_secs(10), "{took:?}");
}

#[test]
fn a_demo_says_who_can_sign_in_and_prints_no_link() {
    let place = Place::new();
    let mut demo = place.serve(&["--demo"]);
    for person in scenarios::cast::EVERYONE {
        assert!(demo.welcome.contains(person.email) && demo.welcome.contains(person.password), "{}", demo.welcome);
    }
    assert!(!demo.welcome.contains("/set-up"), "{}", demo.welcome);
    assert!(get(&demo, "/careers").starts_with("HTTP/1.1 200 "));
    assert_eq!(demo.stop("INT").0, 0);
}
