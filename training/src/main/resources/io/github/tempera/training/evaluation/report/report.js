"use strict";
const body = document.querySelector(".pairs tbody");
const buttons = document.querySelectorAll("button[data-cell]");
for (const button of buttons) {
  button.addEventListener("click", () => {
    const heading = button.parentElement;
    const worstFirst = heading.ariaSort !== "descending";
    const total = (row) => Number(row.cells[button.dataset.cell].dataset.total);
    const rows = [...body.rows].sort((a, b) => total(b) - total(a));
    for (const other of buttons) {
      other.parentElement.ariaSort = "none";
    }
    heading.ariaSort = worstFirst ? "descending" : "ascending";
    body.append(...(worstFirst ? rows : rows.reverse()));
    document.getElementById("order").textContent =
      `Sorted by the total of ${button.textContent}, ${worstFirst ? "worst" : "best"} first.`;
  });
}
