//! The first start, the second one, and the end.

use std::{
    io::{Read, Write},
    net::TcpStream,
    thread,
    time::Duration,
};

use tokio_tungstenite::tungstenite::{self, client::IntoClientRequest};

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

fn a_draft_of_hers(running: &Running, cookie: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", running.port)).unwrap();
    let request = format!("GET /postings HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: {cookie}\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut page = Vec::new();
    stream.read_to_end(&mut page).unwrap();
    let page = String::from_utf8_lossy(&page).into_owned();
    let ids = page.split("/postings/").skip(1).filter_map(|rest| rest.get(..36));
    ids.into_iter().find(|id| id.len() == 36 && id.matches('-').count() == 4).unwrap().to_owned()
}

#[test]
fn an_open_editor_is_told_to_come_back_when_the_program_ends() {
    let place = Place::new();
    let mut demo = place.serve(&["--demo"]);
    let cookie = demo.sign_in(scenarios::cast::DANA);
    let posting = a_draft_of_hers(&demo, &cookie);
    let address = format!("ws://127.0.0.1:{}/postings/{posting}/live", demo.port);
    let mut request = address.into_client_request().unwrap();
    request.headers_mut().insert("origin", demo.origin().parse().unwrap());
    request.headers_mut().insert("cookie", cookie.parse().unwrap());
    let stream = TcpStream::connect(("127.0.0.1", demo.port)).unwrap();
    let (mut socket, _) = tungstenite::client(request, stream).unwrap();
    let listening = thread::spawn(move || {
        loop {
            match socket.read() {
                Ok(tungstenite::Message::Close(frame)) => {
                    drop(socket.flush());
                    break frame.map(|frame| u16::from(frame.code));
                }
                Ok(_) => {}
                Err(error) => panic!("cut off: {error}"),
            }
        }
    });
    let (code, took) = demo.stop("TERM");
    assert_eq!(code, 0);
    assert!(took < Duration::from_secs(4), "{took:?}");
    assert_eq!(listening.join().unwrap(), Some(1012));
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
