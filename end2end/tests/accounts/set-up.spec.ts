import { accessible } from "../../support/axe.ts";
import { ADA, DANA, signInAnew } from "../../support/people.ts";
import { ownServer, server } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";

ownServer("empty");
test.describe.configure({ mode: "serial" });

const setUpLink = () => server.welcome.match(/http\S+\/set-up\?token=\S+/)?.[0] ?? "";

test("the link that the program prints makes the first admin, once", async ({ page, scripts }) => {
  await page.goto(setUpLink());
  if (scripts) await accessible(page);
  await page.getByLabel("Your name").fill(ADA.name);
  await page.getByLabel("E-mail").fill(ADA.email);
  await page.getByLabel("Password").fill(ADA.password);
  await page.getByRole("button", { name: "Make the first account" }).click();
  await expect(page).toHaveURL(`${server.url}/`);

  const again = await page.goto(setUpLink());
  expect(again?.status()).toBe(410);
});

test("Ada makes a team and invites Dana, who joins by the link; it works once", async ({ page, browser, scripts }) => {
  await signInAnew(page, ADA, "/people/teams");
  await page.getByLabel("Name").last().fill("Platform");
  await page.getByRole("button", { name: /team/i }).last().click();
  await expect(page.getByText("Platform").first()).toBeVisible();

  await page.goto("/people/invitations");
  await page.getByLabel("E-mail").fill(DANA.email);
  await page.getByLabel("Role").selectOption({ label: "Hiring manager" });
  await page.getByLabel("Team").selectOption({ label: "Platform" });
  await page.getByRole("button", { name: /invit/i }).first().click();
  await expect(page).toHaveURL(/token=/);
  const token = new URL(page.url()).searchParams.get("token");
  const copy = page.getByRole("button", { name: "Copy" });
  if (scripts) {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await copy.click();
    await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
    const link = await page.getByLabel("Invitation link").inputValue();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  } else await expect(copy).toBeHidden();

  const context = await browser.newContext({ baseURL: server.url });
  const guest = await context.newPage();
  await guest.goto(`/invitation?token=${token}`);
  if (scripts) await accessible(guest);
  await guest.getByLabel("Your name").fill(DANA.name);
  await guest.getByLabel("Password").fill(DANA.password);
  await guest.getByRole("button", { name: "Join", exact: true }).click();
  await expect(guest).toHaveURL(`${server.url}/`);
  expect((await guest.goto(`/invitation?token=${token}`))?.status()).toBe(410);
  await context.close();
});

test("a link that nobody made is refused in words", async ({ page }) => {
  for (const address of ["/invitation?token=nonsense", "/invitation", "/set-up?token=%00"]) {
    const answer = await page.goto(address);
    expect([404, 410]).toContain(answer?.status());
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
});
