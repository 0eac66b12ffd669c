// The main job, end to end: Dana writes a posting out of the library, Hugo asks for a change and approves, it goes
// live, Ada's later wording leaves it alone, and at the end it is closed.
import { addFromLibrary, addLine, opened, setFacts } from "../../support/editor.ts";
import { jobPosting, problems } from "../../support/json-ld.ts";
import { ADA, DANA, HUGO, OLGA, signIn } from "../../support/people.ts";
import { approve, decideButton, REQUIRED, stage, submitHere, takeStep } from "../../support/posting.ts";
import { ownServer } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";

ownServer();

/** One line that only the first, the second and the third seed article name. */
const FROM_ARTICLES = [
  { item: "Authentication", line: "Own the sign-in service and the checks that tell us who each user is." },
  { item: "API contracts with frontend", line: "Settle with frontend developers what each endpoint takes and returns" },
  { item: "Software architects", line: "With architects, you fit new services into the wider design" },
];
const OWN_LINE = "You share one phone for emergencies, a week in eight & paid <extra>.";

test("a posting goes from the library through review to a public page, and is closed", async ({ page, as, scripts }) => {
  test.setTimeout(180_000);

  // Dana starts from a template and takes from all three articles.
  await signIn(page, DANA, "/postings/new");
  await page.getByLabel("Senior", { exact: true }).check();
  await page.getByLabel("Python", { exact: true }).check();
  await page.getByLabel("Custom software").check();
  await page.getByRole("button", { name: "Create draft" }).click();
  await opened(page, scripts);
  const posting = new URL(page.url()).pathname;
  for (const { item } of FROM_ARTICLES) await addFromLibrary(page, scripts, item);
  await addLine(page, scripts, "What you will do", OWN_LINE);
  await setFacts(page, scripts, { ...REQUIRED, title: "Senior Python Developer, Bookings", "baseSalary.minValue": "" });

  // A range without its lower end blocks the submission, and says so.
  if (scripts) {
    await page.locator("summary", { hasText: "Submit" }).click();
    await expect(page.locator("p.submit-blocked")).toHaveText(/blocks? submitting/);
  } else {
    await submitHere(page, "First round.");
    await expect(page.getByRole("alert").first()).toBeVisible();
  }
  await expect(stage(page)).toHaveText("Draft");
  await page.goto(posting);
  await opened(page, scripts);
  await setFacts(page, scripts, { "baseSalary.minValue": "60000" });
  await submitHere(page, "First round.");
  await expect(stage(page)).toHaveText("In review");

  // Hugo finds it waiting for him, and asks for a narrower range.
  const hugo = await as(HUGO, "/");
  await hugo.getByRole("link", { name: /Senior Python Developer, Bookings/ }).first().click();
  await expect(hugo.getByText("First round.")).toBeVisible();
  await hugo.getByLabel("Request changes").check();
  await decideButton(hugo).click();
  await expect(hugo.getByRole("alert").first()).toBeVisible();
  await hugo.getByLabel("Comment").fill("Narrow the range.");
  await decideButton(hugo).click();
  await expect(stage(hugo)).toHaveText("Changes requested");

  // Dana sees what he wants, does it, and may not decide herself.
  await page.goto("/");
  await page.getByRole("link", { name: /Senior Python Developer, Bookings/ }).first().click();
  await opened(page, scripts);
  await expect(page.getByText("Narrow the range.").first()).toBeVisible();
  await setFacts(page, scripts, { "baseSalary.minValue": "80000" });
  await submitHere(page, "Narrower now.");
  await expect(stage(page)).toHaveText("In review");
  await page.goto(`${posting}/review`);
  await expect(decideButton(page)).toHaveCount(0);

  // Hugo approves exactly what he reads, and publishes it.
  await approve(hugo, posting);
  await hugo.goto(posting);
  await hugo.getByRole("button", { name: "Publish" }).click();
  await expect(stage(hugo)).toHaveText("Published");

  // The world reads it: complete, with valid structured data, without a script.
  const reader = await as(null, "/careers");
  await reader.getByRole("link", { name: "Senior Python Developer, Bookings" }).click();
  const address = reader.url();
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText("Senior Python Developer, Bookings");
  for (const { line } of FROM_ARTICLES) await expect(reader.getByText(line).first()).toBeVisible();
  await expect(reader.getByText(OWN_LINE)).toBeVisible();
  await expect(reader.locator('link[rel="canonical"]')).toHaveAttribute("href", address);
  expect(await reader.locator('script:not([type="application/ld+json"])').count()).toBe(0);
  const job = await jobPosting(reader);
  expect(problems(job)).toEqual([]);
  expect(job.baseSalary.value).toMatchObject({ minValue: 80000, maxValue: 95000, unitText: "YEAR" });
  for (const { line } of FROM_ARTICLES) expect(job.description).toContain(line);
  expect(await (await reader.request.get("/careers/sitemap.xml")).text()).toContain(new URL(address).pathname);

  // Ada rewords an item: what is live stays as it was approved.
  const ada = await as(ADA, "/library/authentication");
  await ada.getByLabel("Line, as a posting shows it").fill("Own sign-in, in new words.");
  await ada.getByLabel("Reason for the change").first().fill("Shorter.");
  await ada.getByRole("button", { name: /Publish as version/ }).click();
  await expect(ada.getByText("Own sign-in, in new words.").first()).toBeVisible();
  await reader.reload();
  await expect(reader.getByText(FROM_ARTICLES[0].line).first()).toBeVisible();

  // Somebody of another team sees the public page and nothing else.
  const olga = await as(OLGA, "/");
  for (const part of ["", "/review", "/history", "/preview"]) expect((await olga.goto(posting + part))?.status(), part).toBe(404);

  // Hugo closes it: gone for search engines, with a friendly page for people.
  await hugo.goto(posting);
  await takeStep(hugo, "Close", "Close it");
  await expect(stage(hugo)).toHaveText("Closed");
  expect((await reader.goto(address))?.status()).toBe(410);
  await expect(reader.getByText(/closed/i).first()).toBeVisible();
  await expect(reader.locator('script[type="application/ld+json"]')).toHaveCount(0);
  await hugo.goto(`${posting}/history`);
  for (const event of [/submitted/i, /asked for changes|requested changes/i, /approved/i, /published/i, /closed/i]) await expect(hugo.getByText(event).first()).toBeVisible();
});
