// The cast of the demo (server/scenarios/src/cast.rs), and how they sign in.
import { type Cookie, expect, type Page } from "@playwright/test";
import { server } from "./server.ts";

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

const sessions = new Map<string, Cookie[]>();

/** Goes on with the session that this person had before at this server; signs in when there is none, or it is over. */
export async function signIn(page: Page, person: Person, next = "/") {
  const key = `${server.url} ${person.email}`;
  const known = sessions.get(key);
  if (known) {
    await page.context().addCookies(known);
    await page.goto(next);
    if (!new URL(page.url()).pathname.startsWith("/sign-in")) return;
  }
  await signInAnew(page, person, next);
  sessions.set(key, await page.context().cookies());
}

/** Signs in through the form. */
export async function signInAnew(page: Page, person: Person, next = "") {
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
