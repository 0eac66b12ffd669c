//! `rolewright serve`: database up to date, library there, doors open; and a clean end.

use std::{
    io::{ErrorKind, Write},
    net::SocketAddr,
    sync::Arc,
    time::Duration,
};

use axum::serve::{ListenerExt, TapIo};
use collab::Hub;
use services::Services;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
};

use super::{CommandError, housekeeping};
use crate::{config::Settings, router, wiring};

/// How long requests under way may take after the order to stop.
const GRACE: Duration = Duration::from_secs(5);

pub(super) async fn run(settings: &Settings) -> Result<(), CommandError> {
    let assets = wiring::assets(&settings.site)?;
    // Bound first: a taken port is found before anything is written.
    let listener = listen(settings.listen).await?;
    let _claim = wiring::claim(settings)?;
    let storage = wiring::connect(settings).await?;
    migrations::up(storage.connection()).await?;
    let bell = Arc::default();
    let services = wiring::services(storage, settings, Arc::clone(&bell));
    services.seed_library().await?;
    let welcome = welcome(settings, &services).await?;
    let site = wiring::site(settings, assets);
    let housekeeping = [
        tokio::spawn(housekeeping::forget_what_expired(services.clone(), housekeeping::SWEEP)),
        tokio::spawn(housekeeping::fold_history(services.clone(), housekeeping::FOLD)),
        tokio::spawn(housekeeping::send_mail(services.clone(), housekeeping::POST)),
        tokio::spawn(housekeeping::remind(services.clone(), housekeeping::REMIND)),
        tokio::spawn(housekeeping::work_on_imports(services.clone(), housekeeping::IMPORTS)),
        tokio::spawn(housekeeping::propose_agreeing(services.clone(), housekeeping::AGREE)),
    ];
    let hub = Hub::start(services.clone(), bell);
    let app = router::router(services, site, settings, hub.clone()).into_make_service_with_connect_info::<SocketAddr>();
    // Whoever started it may have closed its output.
    drop(writeln!(std::io::stdout(), "{welcome}"));

    let (stop, stopped) = watch::channel(());
    let serving = axum::serve(without_delay(listener), app).with_graceful_shutdown(async move {
        ordered_to_stop().await;
        drop(stop);
    });
    let end = tokio::select! {
        result = serve_and_part(serving, stopped.clone(), hub) => {
            result.map_err(|error| CommandError::Listen(settings.listen, error))
        }
        () = async { over(stopped).await; tokio::time::sleep(GRACE).await } => Ok(()),
    };
    // A sweep or fold under way is one transaction: cut off, it is as if it had not begun. A mail is sent again later.
    for task in housekeeping {
        task.abort();
        drop(task.await);
    }
    end
}

/// Answers requests until the order to stop; then open editors, which are not waited for otherwise, get their last
/// answers and are told to come back.
async fn serve_and_part(
    serving: impl IntoFuture<Output = std::io::Result<()>>,
    stopped: watch::Receiver<()>,
    hub: Hub,
) -> std::io::Result<()> {
    let parting = async {
        over(stopped).await;
        hub.stop().await;
    };
    let (served, ()) = tokio::join!(serving.into_future(), parting);
    served
}

/// Returns when the order to stop was given: nothing is ever sent, only the sender goes.
async fn over(mut stopped: watch::Receiver<()>) {
    while stopped.changed().await.is_ok() {}
}

async fn listen(address: SocketAddr) -> Result<TcpListener, CommandError> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => CommandError::AddressInUse(address),
        _ => CommandError::Listen(address, error),
    })
}

/// Connections that send each answer at once. Left to itself, the system gathers small ones until the last was
/// confirmed, and the other end confirms after up to 40 ms: every second word in a live draft would come that late.
fn without_delay(listener: TcpListener) -> TapIo<TcpListener, fn(&mut TcpStream)> {
    listener.tap_io(|connection| {
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(%error, "a connection goes on with delayed answers");
        }
    })
}

/// What the operator reads first: the address, and how to get in.
async fn welcome(settings: &Settings, services: &Services) -> Result<String, CommandError> {
    let base_url = settings.base_url();
    let mut lines = vec![
        format!("\n  Rolewright is ready at {base_url}"),
        format!("  The public careers page is {base_url}{}", app::paths::CAREERS),
    ];
    if settings.demo {
        lines.push("\n  This is a demo. Sign in as:".to_owned());
        lines.extend(scenarios::demo(services).await?.into_iter().map(|line| format!("    {line}")));
    } else if let Some(token) = services.set_up_link().await? {
        lines.push(
            "\n  Nobody has an account yet. Make the first admin here (the link works once, within 24 hours):"
                .to_owned(),
        );
        lines.push(format!("    {base_url}{}?token={token}", app::paths::SET_UP));
    }
    lines.push("\n  Ctrl-C stops it; the data stays.\n".to_owned());
    Ok(lines.join("\n"))
}

async fn ordered_to_stop() {
    let interrupt = async { drop(tokio::signal::ctrl_c().await) };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! { () = interrupt => {}, () = terminate => {} }
}
