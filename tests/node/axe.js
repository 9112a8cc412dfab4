// What the scripts that drive Chromium share: how it is started, and what axe finds against WCAG 2.2 AA and its own best
// practice. CHROMIUM in the environment is the browser.
const fs = require("fs");

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const COLOURS = ["color-contrast", "link-in-text-block"]; // the rules whose answer follows from colours
const OPTIONS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

exports.axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
exports.options = (...own) => ({ executablePath: process.env.CHROMIUM, headless: true, args: [...OPTIONS, ...own] });

// Runs in the page. Contrast is most of axe's work, and rows are alike: it is measured once for each way of tags, classes,
// styles and backgrounds to some text, with the text's own colour and size.
async function find([runOnly, rules]) {
  const ways = new Map(), samples = new Set();
  const way = (element) => {
    if (!element) return "";
    if (!ways.has(element)) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
      const own = [element.tagName, element.className, element.getAttribute("style"),
        element.matches(":disabled, [aria-disabled]"), backgroundColor, backgroundImage, opacity];
      ways.set(element, `${way(element.parentElement)}\n${own.join("|")}`);
    }
    return ways.get(element);
  };
  for (const element of document.querySelectorAll("body, body *")) {
    const text = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!(text || element.matches("input, select, textarea")) || !element.checkVisibility()) continue;
    const { color, fontSize, fontWeight } = getComputedStyle(element);
    const sample = [way(element), color, fontSize, fontWeight].join("|");
    element.toggleAttribute("data-sample", !samples.has(sample));
    samples.add(sample);
  }
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-sample]" }] });
  const { violations, passes } = await axe.run({ preload: false, resultTypes: ["violations"], runOnly, rules });
  return {
    violations: violations.flatMap((rule) =>
      rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`)),
    rules: passes.length,
  };
}

const contrast = (enabled) => ({ "color-contrast": { enabled } });
exports.found = (page, colours = true) => page.evaluate(find, [{ type: "tag", values: TAGS }, contrast(colours)]);
exports.foundInColours = (page) => page.evaluate(find, [{ type: "rule", values: COLOURS }, {}]);
