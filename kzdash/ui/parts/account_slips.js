// Shows the slips of new accounts, and prints them alone: the page around them is no paper.
export default ({ data, parentElement }) => {
  const slips = parentElement.querySelector("div");
  const print = parentElement.querySelector("button");
  slips.innerHTML = data.html;
  print.onclick = () => window.print();
  let sheet = null;
  const lay = () => {
    const style = document.createElement("style");
    style.textContent = data.style;
    sheet = document.createElement("div");
    sheet.className = "slips-sheet";
    sheet.innerHTML = data.html;
    sheet.prepend(style);
    document.body.append(sheet);
  };
  const clear = () => { sheet?.remove(); };
  window.addEventListener("beforeprint", lay);
  window.addEventListener("afterprint", clear);
  return () => {
    window.removeEventListener("beforeprint", lay);
    window.removeEventListener("afterprint", clear);
    clear();
  };
};
