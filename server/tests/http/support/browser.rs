//! A browser: it keeps its cookie, says where its requests come from, and follows nothing by itself.

use axum::{Router, body::Body};
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use scenarios::cast::Person;
use tower::ServiceExt;

/// Somebody who sends requests.
pub struct Browser {
    router: Router,
    /// The session cookie, as `name=value`.
    pub cookie: Option<String>,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Browser {
    pub const fn at(router: Router) -> Self {
        Self { router, cookie: None }
    }

    pub async fn sign_in(&mut self, person: Person) {
        let answer =
            self.submit("/sign-in?do=sign_in", &[("email", person.email), ("password", person.password)]).await;
        assert_eq!(answer.status, 303, "{} can't sign in: {}", person.name, answer.body);
        assert!(self.cookie.is_some(), "{} has no session", person.name);
    }

    pub async fn get(&mut self, address: &str) -> Answer {
        self.send(Request::get(address).body(Body::empty()).unwrap()).await
    }

    /// Sends a plain form from one of our pages.
    pub async fn submit(&mut self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.send(from_our_page(Method::POST, address).header(header::CONTENT_TYPE, FORM).body(body.into()).unwrap())
            .await
    }

    /// Calls a server function as a page's script does, with a form as its arguments.
    pub async fn call(&mut self, function: &str, fields: &[(&str, &str)]) -> Answer {
        self.submit(&format!("/api/{function}"), fields).await
    }

    pub async fn send(&mut self, mut request: Request<Body>) -> Answer {
        if let Some(cookie) = &self.cookie {
            request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
        }
        let answer = Answer::read(self.router.clone().oneshot(request).await.unwrap()).await;
        self.take_cookie(&answer);
        answer
    }

    fn take_cookie(&mut self, answer: &Answer) {
        for cookie in answer.cookies() {
            let pair = cookie.split(';').next().unwrap_or_default();
            let is_removed = pair.ends_with('=');
            self.cookie = (!is_removed).then(|| pair.to_owned());
        }
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

/// A request as a page of this site sends it.
pub fn from_our_page(method: Method, address: &str) -> http::request::Builder {
    Request::builder().method(method).uri(address).header("sec-fetch-site", "same-origin")
}

impl Answer {
    async fn read(response: http::Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let body = String::from_utf8_lossy(&body).into_owned();
        Self { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    /// The value of a header, empty when absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }

    pub fn cookies(&self) -> Vec<String> {
        let values = self.headers.get_all(header::SET_COOKIE).iter();
        values.map(|value| value.to_str().unwrap().to_owned()).collect()
    }

    pub fn is_server_error(&self) -> bool {
        StatusCode::from_u16(self.status).unwrap().is_server_error()
    }
}
