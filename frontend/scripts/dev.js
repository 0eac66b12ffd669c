{
  // Only in what `make dev` builds: the page loads itself anew once the program with the latest change answers.
  // `.ci/dev.mjs` writes another mark then.
  let seen;
  setInterval(async () => {
    // While the program is started again nobody answers.
    const answer = await fetch("/assets/dev.txt", { cache: "no-store" }).catch(() => undefined);
    if (!answer?.ok) return;
    const mark = await answer.text();
    if (seen && mark !== seen) location.reload();
    seen = mark;
  }, 500);
}
