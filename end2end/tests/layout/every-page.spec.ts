// Whatever the page: accessible in light, dark and on a phone.
import { ADA, DANA, type Person, signIn } from "../../support/people.ts";
import { ownServer } from "../../support/server.ts";
import { accessible } from "../../support/axe.ts";
import { alive, expect, test } from "../../support/story.ts";

ownServer();

const OUTSIDE = ["/sign-in", "/forgot", "/forgot?sent=1", "/careers", "/no-such-page"];
const INSIDE = ["/", "/postings", "/library", "/library?q=rest", "/library/new", "/people", "/people/teams", "/people/invitations", "/people/mail", "/policies", "/policies/new", "/policies/00000000-0000-0000-0000-000000000000", "/audit", "/account", "/notifications", "/updates"];

for (const address of OUTSIDE) {
  test(`${address} is accessible to everybody @scripts-on`, async ({ page }) => {
    await page.goto(address);
    await accessible(page);
  });
}

const OF_WRITERS = ["/", "/postings", "/postings?q=nothing-fits", "/postings/new", "/postings/import", "/postings/templates", "/search", "/search?q=python", "/notifications", "/updates"];

for (const [person, addresses] of [[ADA, INSIDE], [DANA, OF_WRITERS]] as [Person, string[]][]) {
  test(`every page of ${person.name} is accessible and alive @scripts-on`, async ({ page }) => {
    test.setTimeout(300_000); // many pages, each in three looks
    await signIn(page, person);
    for (const address of addresses) {
      expect((await page.goto(address))?.status(), address).toBe(200);
      await alive(page);
      await accessible(page);
    }
  });
}

// (The pages of a set-up link and of an invitation are looked at where such a link is made: accounts/set-up.spec.ts.)
test("the page of a person is accessible and alive @scripts-on", async ({ page }) => {
  await signIn(page, ADA, "/people");
  await page.getByRole("link", { name: DANA.name }).click();
  await expect(page).toHaveURL(/\/people\/[0-9a-f-]{36}$/);
  await alive(page);
  await accessible(page);
});
