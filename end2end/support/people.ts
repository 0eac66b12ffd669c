// The cast of the demo (server/scenarios/src/cast.rs), and how they sign in.
import { expect, type Page } from "@playwright/test";

export interface Person {
  name: string;
  email: string;
  password: string;
}

const at = (first: string) => `${first}@northwind.example`;

export const DANA: Person = { name: "Dana Okafor", email: at("dana"), password: "dana-writes-good-postings" };
export const BEN: Person = { name: "Ben Carter", email: at("ben"), password: "ben-edits-beside-her-gladly" };
export const HUGO: Person = { name: "Hugo Meyer", email: at("hugo"), password: "hugo-approves-what-he-read" };
export const ADA: Person = { name: "Ada Lind", email: at("ada"), password: "ada-keeps-every-word-current" };
export const VERA: Person = { name: "Vera Novak", email: at("vera"), password: "vera-only-looks-and-smiles" };
export const OLGA: Person = { name: "Olga Petrova", email: at("olga"), password: "olga-lives-across-the-river" };

/** Signs in through the form. */
export async function signIn(page: Page, person: Person, next = "") {
  await page.goto(next ? `/sign-in?next=${encodeURIComponent(next)}` : "/sign-in");
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}

/** Signs out through the account menu. */
export async function signOut(page: Page) {
  await page.locator("summary", { has: page.locator(".avatar") }).first().click();
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await expect(page).toHaveURL(/\/sign-in/);
}
