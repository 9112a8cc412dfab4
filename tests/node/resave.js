// Opens a workbook, types values into cells, and saves it: node resave.js LIBRARY SOURCE TARGET VALUES
// VALUES is JSON: {sheet: {cell: value}}; a value is a number, a text, or one of {"percent": 0.738},
// {"date": "2020-04-10"}, {"error": "#DIV/0!"}, {"formula": "40+1", "result": 41}.
const [library, source, target, values] = process.argv.slice(2);
const typed = Object.entries(JSON.parse(values)).flatMap(([sheet, cells]) =>
  Object.entries(cells).map(([cell, value]) => ({ sheet, cell, value })));

async function withExcelJS() {
  const ExcelJS = require("exceljs");
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(source);
  for (const { sheet, cell, value } of typed) {
    const target = book.getWorksheet(sheet).getCell(cell);
    if (value.percent !== undefined) {
      target.value = value.percent;
      target.style = { ...target.style, numFmt: "0.00%" }; // cells share their styles
    } else {
      target.value = value.date ? new Date(value.date) : value;
    }
  }
  await book.xlsx.writeFile(target);
}

function withSheetJS() {
  const XLSX = require("xlsx");
  const book = XLSX.readFile(source, { cellNF: true });
  for (const { sheet, cell, value } of typed) {
    book.Sheets[sheet][cell] = asSheetJS(value);
  }
  XLSX.writeFile(book, target, { bookType: "xlsx", bookSST: true });
}

function asSheetJS(value) {
  if (value.percent !== undefined) return { t: "n", v: value.percent, z: "0.00%" };
  if (value.date) return { t: "n", v: (new Date(value.date) - Date.UTC(1899, 11, 30)) / 86400000, z: "d/m/yyyy" };
  if (value.error) return { t: "e", v: 7 };
  if (value.formula) return { t: "n", f: value.formula, v: value.result };
  return { t: typeof value === "number" ? "n" : "s", v: value };
}

({ exceljs: withExcelJS, xlsx: withSheetJS })[library]();
