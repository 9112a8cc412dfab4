// Does in Chromium what it is told, line by line: node drive.js. A line is a JSON list, an action and its arguments; the
// answer is a line of JSON. CHROMIUM in the environment is the browser.
const readline = require("readline");
const { chromium } = require("playwright-core");
const { axe, found, options } = require("./axe.js");

const LONG = 120000; // milliseconds

async function opened(browser, options, wrong) {
  const page = await (await browser.newContext(options)).newPage();
  page.on("console", (message) => wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(String(error)));
  return page;
}

async function actions(browser, wrong) {
  const first = await opened(browser, {}, wrong);
  let page = first;
  const where = () => ({ url: page.url(), wrong: wrong.splice(0) });
  return {
    // There is no answer where the page before was just about to show another one.
    async goto(url) {
      const answer = (await page.goto(url)) ?? (await page.goto(url));
      return { status: answer.status(), ...where() };
    },
    // Until `back` somebody else, who has no cookie and whose browser runs no scripts.
    async plain() { page = await opened(browser, { javaScriptEnabled: false }, wrong); },
    async back() { await page.context().close(); page = first; },
    async click(selector) { await page.click(selector); await page.waitForLoadState(); return where(); },
    async fill(selector, value) { await page.fill(selector, value); },
    async choose(selector, value) { await page.selectOption(selector, value); },
    async check(selector) { await page.check(selector); },
    async files(selector, paths) { await page.setInputFiles(selector, paths); },
    async wait(selector) { await page.waitForSelector(selector, { timeout: LONG }); return where(); },
    async whereabouts() { return `${page.url()}\n${await page.innerText("body").catch(() => "")}`; },
    async text(selector) { return page.innerText(selector); },
    async count(selector) { return page.locator(selector).count(); },
    async press(key) { await page.keyboard.press(key); await page.waitForLoadState(); return where(); },
    async picture(file) { await page.screenshot({ path: file, fullPage: true }); },
    // Files and folders of the disk, let go over the page by the browser itself.
    async dropPaths(paths) {
      const session = await page.context().newCDPSession(page);
      const data = { items: [], files: paths, dragOperationsMask: 1 };
      for (const type of ["dragEnter", "dragOver", "drop"])
        await session.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
    },
    // Files by name and text, let go over the page as from a file manager.
    async drop(files) {
      await page.waitForFunction(() => !document.querySelector("[data-progress]"), null, { timeout: LONG });
      await page.evaluate((dropped) => {
        const data = new DataTransfer();
        for (const [name, bytes] of dropped)
          data.items.add(new File([Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0))], name));
        for (const type of ["dragover", "drop"])
          document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
      }, files);
    },
    async look(width, scheme, colours = true) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      if (await page.evaluate(() => !window.axe)) await page.evaluate(axe);
      const content = await page.evaluate(() => document.documentElement.scrollWidth);
      return { content, ...await found(page, colours), ...where() };
    },
  };
}

async function main() {
  const browser = await chromium.launch(options());
  const known = await actions(browser, []);
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [action, ...args] = JSON.parse(line);
    let answer;
    try {
      answer = { done: (await known[action](...args)) ?? null };
    } catch (error) {
      answer = { failed: `${error} at ${await known.whereabouts()}` };
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
  await browser.close();
}

main().catch((error) => { process.stderr.write(String(error.stack)); process.exit(1); });
