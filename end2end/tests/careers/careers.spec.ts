// What the world reads: a list to filter, postings, friendly ends; no script, nothing of what is not public.
import { accessible } from "../../support/axe.ts";
import { jobPosting, problems } from "../../support/json-ld.ts";
import { approve, copyOf, openPlain, postingNamed, sent, stage, submit, takeStep, typeFacts } from "../../support/posting.ts";
import { DANA, HUGO, signIn } from "../../support/people.ts";
import { ownServer, server } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";
import type { Page } from "@playwright/test";

ownServer();

const NODE = "Senior Node.js Backend Developer";
const JAVA = "Java Backend Developer";
const PYTHON = "Junior Python Backend Developer";

const titles = (page: Page) => page.locator(".opening h2");

async function show(page: Page) {
  await page.getByRole("button", { name: "Show" }).click();
}

test("the openings are narrowed by words, place, remote work and seniority", async ({ page }) => {
  await page.goto("/careers");
  await expect(page).toHaveTitle("Openings – Northwind");
  await expect(titles(page)).toHaveText([PYTHON, JAVA, NODE]);
  await page.getByLabel("Words").fill("  DEVELOPER node ");
  await show(page);
  await expect(titles(page)).toHaveText([NODE]);
  await expect(page.getByLabel("Words")).toHaveValue(/DEVELOPER node/);

  await page.goto("/careers");
  await page.getByLabel("Place").selectOption("Munich, Germany");
  await show(page);
  await expect(titles(page)).toHaveText([JAVA]);
  await page.getByLabel("Place").selectOption("Remote");
  await show(page);
  await expect(titles(page)).toHaveText([PYTHON]);
  await page.getByLabel("Seniority").selectOption("Senior");
  await show(page);
  await expect(page.getByText("No opening fits.")).toBeVisible();
  await page.getByRole("link", { name: "Show all openings" }).click();
  await expect(titles(page)).toHaveCount(3);
  await page.getByLabel("Seniority").selectOption("Mid-level");
  await show(page);
  await expect(titles(page)).toHaveText([JAVA]);
  await expect(page.locator(".opening-facts").first()).toContainText("EUR 65,000");
});

test("nothing that is not public shows anywhere in public", async ({ page, as }) => {
  await signIn(page, DANA);
  const draft = await copyOf(page, "PHP Backend Developer", "Developer nobody knows of");
  const inReview = await postingNamed(page, "Senior Python Backend Developer");
  const reader = await as(null, "/careers");
  const open = await reader.locator(".opening a").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  const pages = await Promise.all(
    ["/careers", "/careers?q=developer", "/careers/sitemap.xml", "/robots.txt", ...open].map(async (address) => (await reader.request.get(address)).text()),
  );
  for (const secret of ["Developer nobody knows of", "developer-nobody-knows-of", draft, idOf(draft), inReview, idOf(inReview), "PHP Backend", "Dana", "/postings/"]) {
    for (const text of pages) expect(text).not.toContain(secret);
  }
  const guesses = [idOf(draft), idOf(inReview), "developer-nobody-knows-of", "developer-nobody-knows-of-hamburg", "senior-python-backend-developer-hamburg", "php-backend-developer-hamburg"];
  for (const guess of guesses) {
    expect((await reader.goto(`/careers/${guess}`))?.status(), guess).toBe(404);
    await expect(reader.getByRole("heading", { name: "There is no such opening" })).toBeVisible();
    await expect(reader.locator('meta[name="robots"]')).toHaveAttribute("content", "noindex");
    await expect(reader.locator('script[type="application/ld+json"]')).toHaveCount(0);
  }
  await reader.getByRole("link", { name: "See all openings" }).click();
  await expect(titles(reader)).not.toHaveCount(0);
});

const idOf = (posting: string) => posting.split("/").at(-1) ?? "";

test("markup that somebody typed is text for readers and data for machines; once closed, it is gone", async ({ page, as }) => {
  test.slow(); // a whole life of a posting
  const title = 'Developer </script><script>document.title = "taken"</script>';
  const line = '<img src=x onerror="document.title=1"> & </script> <!-- <b>bold</b> $1 \u2028 end';
  await signIn(page, DANA);
  const posting = await copyOf(page, "PHP Backend Developer", "Developer of markup");
  await typeFacts(page, posting, { title });
  const place = page.getByRole("region", { name: "What you will do", exact: true });
  await place.getByLabel("New line in What you will do").fill(line);
  expect(await sent(page, place.getByRole("button", { name: "Add line" }))).toBe(303);
  await submit(page, posting, "<script>alert(1)</script>");
  const hugo = await as(HUGO, `${posting}/review`);
  await expect(hugo.getByText("<script>alert(1)</script>")).toBeVisible();
  await approve(hugo, posting);
  await hugo.getByRole("button", { name: "Publish" }).click();
  await expect(stage(hugo)).toHaveText("Published");

  const reader = await as(null, "/careers");
  await reader.getByRole("link", { name: title }).click();
  const address = new URL(reader.url()).pathname;
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText(title);
  await expect(reader).toHaveTitle(`${title} – Northwind`);
  await expect(reader.getByText('<img src=x onerror="document.title=1">')).toBeVisible();
  await expect(reader.locator("article img, article script, article b")).toHaveCount(0);
  await expect(reader.locator("script")).toHaveCount(1);
  const job = await jobPosting(reader);
  expect(job.title).toBe(title);
  expect(job.description).toContain("&lt;img src=x");
  expect(problems(job).filter((problem) => problem !== "title is plain text")).toEqual([]);
  await openPlain(page, posting);
  await expect(page.locator(".work-title")).toHaveText(title);

  await hugo.goto(`${posting}/history`);
  await takeStep(hugo, "Close", "Close it");
  await expect(stage(hugo)).toHaveText("Closed");
  expect((await reader.reload())?.status()).toBe(410);
  await expect(reader.getByRole("heading", { name: "This posting is closed" })).toBeVisible();
  await expect(reader.getByText(`“${title}” no longer takes applications.`)).toBeVisible();
  await expect(reader.locator("script")).toHaveCount(0);
  expect(await (await reader.request.get("/careers/sitemap.xml")).text()).not.toContain(address);
});

test("the public pages run no script, set no cookie, and are not sent twice", async ({ page, context }) => {
  await page.goto("/careers");
  const addresses = ["/careers", (await page.locator(".opening a").first().getAttribute("href")) ?? ""];
  for (const address of addresses) {
    const first = await page.request.get(address);
    expect(first.headers()["content-security-policy"], address).toContain("script-src 'none'");
    const { etag } = first.headers();
    const again = await page.request.get(address, { headers: { "if-none-match": etag ?? "" } });
    expect(again.status(), address).toBe(304);
    expect(await again.body()).toHaveLength(0);
    expect((await page.request.get(address, { headers: { "if-none-match": 'W/"other"' } })).status()).toBe(200);
    await page.goto(address);
    await expect(page.locator('script:not([type="application/ld+json"])')).toHaveCount(0);
  }
  expect(await context.cookies(server.url)).toEqual([]);
});

test("every page has its own head, however many are asked for at once", async ({ page }) => {
  await page.goto("/careers");
  const open = (await page.locator(".opening a").first().getAttribute("href")) ?? "";
  // The address with a question is another page to the server, so that none comes out of its memory.
  const addresses = Array.from({ length: 60 }, (_, number) => (number % 2 ? `/careers/none-${number}` : `${open}?n=${number}`));
  const texts = await Promise.all(addresses.map(async (address) => (await page.request.get(address)).text()));
  const count = (text: string, part: string) => text.split(part).length - 1;
  const heads = texts.map((text) => [count(text, '<meta name="description"'), count(text, 'content="noindex"'), count(text, 'rel="canonical"')].join());
  expect(heads).toEqual(addresses.map((address) => (address.startsWith(open) ? "1,0,1" : "1,1,0")));
});

test("on paper there is the posting, and nothing to press", async ({ page }) => {
  await page.goto("/careers");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("search")).toBeHidden();
  await page.getByRole("link", { name: JAVA }).click();
  await expect(page.getByRole("heading", { level: 1, name: JAVA })).toBeVisible();
  await expect(page.getByRole("link", { name: "All openings" })).toBeHidden();
});

test("list, posting, and the friendly ends are accessible @scripts-on", async ({ page, as }) => {
  test.slow(); // axe, in three looks
  const dana = await as(DANA);
  await dana.goto(`${await postingNamed(dana, "Ruby Backend Developer")}/history`);
  const closed = (await dana.locator(".banner a").getAttribute("href")) ?? "";
  await page.goto("/careers");
  const open = (await page.getByRole("link", { name: NODE }).getAttribute("href")) ?? "";
  for (const [address, status] of [["/careers", 200], ["/careers?q=nothing+fits", 200], [open, 200], [closed, 410], ["/careers/none", 404]] as const) {
    expect((await page.goto(address))?.status(), address).toBe(status);
    await accessible(page);
  }
});
