import { opened, words } from "../../support/editor.ts";
import { DANA, HUGO, OLGA, signIn } from "../../support/people.ts";
import { ownServer, server } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";

ownServer();

test("Dana starts a posting from a template and finds it in the list", async ({ page, scripts }) => {
  await signIn(page, DANA, "/postings");
  await page.getByRole("link", { name: "New posting" }).click();
  await page.getByLabel("Senior", { exact: true }).check();
  await page.getByLabel(scripts ? "Ruby" : "PHP", { exact: true }).check();
  await page.getByLabel("Healthcare").check();
  await page.getByRole("button", { name: "Create draft" }).click();
  await expect(page).toHaveURL(/\/postings\/[0-9a-f-]{36}(\?plain=1)?$/);

  // Without scripts the browser goes on to the plain form by itself.
  await opened(page, scripts);
  const title = `Senior ${scripts ? "Ruby" : "PHP"} Backend Developer`;
  await page.goto("/postings?mine=mine&stage=draft");
  await page.getByRole("searchbox").fill(scripts ? "ruby" : "php");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByRole("row", { name: title })).toBeVisible();
  await expect(page.getByText("1 posting", { exact: false }).first()).toBeVisible();
});

test("Dana reads what a template holds before she starts with it", async ({ page, scripts }) => {
  await signIn(page, DANA, "/postings/new");
  for (const usual of ["Mid-level", "Any stack", "General"]) await expect(page.getByLabel(usual, { exact: true })).toBeChecked();
  await page.getByLabel("Java", { exact: true }).check();
  await page.getByRole("button", { name: "See what the template holds" }).click();
  const template = page.getByRole("article");
  await expect(template.getByRole("heading", { level: 2 })).toHaveText("Java Backend Developer");
  const duties = template.locator("section", { hasText: "What you will do" });
  const lines = await duties.getByRole("listitem").allInnerTexts();
  expect(lines.length).toBeGreaterThan(2);

  // Another one, then back to the form with it.
  await page.getByLabel("Seniority").selectOption("Senior");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(template.getByRole("heading", { level: 2 })).toHaveText("Senior Java Backend Developer");
  const promised = await template.locator("section > p, section li").allInnerTexts();
  await page.getByRole("link", { name: "Start with this template" }).click();
  for (const chosen of ["Senior", "Java", "General"]) await expect(page.getByLabel(chosen, { exact: true })).toBeChecked();
  await page.getByRole("button", { name: "Create draft" }).click();
  await opened(page, scripts);
  expect((await words(page)).map((words) => words.trim())).toEqual(promised);
});

test("who only reads may read templates, too", async ({ page }) => {
  await signIn(page, HUGO, "/postings");
  await page.getByRole("link", { name: "Templates" }).click();
  await expect(page.getByRole("article").getByRole("listitem").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Start with this template" })).toBeDisabled();
});

test("a form that is sent twice makes one posting", async ({ page }) => {
  await signIn(page, DANA, "/postings/new");
  await page.getByLabel("Nothing").check();
  const fields = await page.locator("form.starts").evaluate((form: HTMLFormElement) => {
    const pairs = [...form.elements] as HTMLInputElement[];
    return pairs.filter((field) => field.name && (field.type !== "radio" || field.checked)).map((field) => [field.name, field.value]);
  });
  const form = Object.fromEntries(fields);
  const send = () => page.request.post("/postings/new?do=create_posting", { form, maxRedirects: 0, headers: { origin: server.url } });
  const [first, second] = await Promise.all([send(), send()]);
  expect([first.status(), second.status()]).toEqual([303, 303]);
  expect(second.headers().location).toBe(first.headers().location);
});

test("what was chosen is kept when the form is refused", async ({ page }) => {
  await signIn(page, DANA, "/postings/new");
  await page.getByLabel("Junior").check();
  await page.getByLabel("An earlier posting").check();
  await page.getByRole("button", { name: "Create draft" }).click();
  await expect(page.getByRole("alert")).toContainText("Choose the posting to copy.");
  await expect(page.getByLabel("An earlier posting")).toBeChecked();
  await page.getByLabel("Copy of").selectOption({ index: 1 });
  await page.getByRole("button", { name: "Create draft" }).click();
  await expect(page).toHaveURL(/\/postings\/[0-9a-f-]{36}(\?plain=1)?$/);
});

test("a posting is offered to copy by its address, but only to those who may read it", async ({ page }) => {
  await signIn(page, DANA, "/postings");
  await page.getByRole("link", { name: /^Start a copy of/ }).first().click();
  const id = new URL(page.url()).searchParams.get("from");
  await expect(page.getByLabel("An earlier posting")).toBeChecked();
  await expect(page.getByLabel("Copy of")).toHaveValue(id ?? "");
  await page.context().clearCookies();
  await signIn(page, OLGA, `/postings/new`);
  await page.goto(`/postings/new?from=${id}`);
  await expect(page.locator(`option[value="${id}"]`)).toHaveCount(0);
});

test("Hugo is told who can create a posting", async ({ page }) => {
  await signIn(page, HUGO, "/postings");
  await expect(page.getByRole("button", { name: "New posting" })).toBeDisabled();
  expect((await page.goto("/postings/new"))?.status()).toBe(403);
  await expect(page.getByText("Only hiring managers can create a posting.")).toBeVisible();
});
