//! What the world reads: the list of openings and each published posting. No account, no script. And what the
//! signed-in see of that beforehand: the preview.

#[cfg(feature = "ssr")]
mod api;
mod article;
#[cfg(feature = "ssr")]
mod career_page;
#[cfg(feature = "ssr")]
mod careers_page;
#[cfg(feature = "ssr")]
mod outside;
#[cfg(feature = "ssr")]
mod preview_page;

#[cfg(feature = "ssr")]
pub use api::{close, publish, reopen};
pub use article::Article;
#[cfg(feature = "ssr")]
pub use career_page::CareerPage;
#[cfg(feature = "ssr")]
pub use careers_page::CareersPage;
#[cfg(feature = "ssr")]
pub use preview_page::PreviewPage;

/// The sitemap of everything public, as XML.
///
/// # Errors
/// [`crate::error::AppError::Unavailable`] when the database is.
#[cfg(feature = "ssr")]
pub async fn sitemap(services: &services::Services, base_url: &str) -> Result<String, crate::error::AppError> {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    xml.push_str(&format!("<url><loc>{base_url}{}</loc></url>\n", crate::paths::CAREERS));
    for entry in services.sitemap().await? {
        let (address, day) = (crate::paths::career(&entry.slug), entry.changed_at.date());
        xml.push_str(&format!(
            "<url><loc>{base_url}{address}</loc><lastmod>{}</lastmod></url>\n",
            domain::time::write_date(day)
        ));
    }
    xml.push_str("</urlset>\n");
    Ok(xml)
}
