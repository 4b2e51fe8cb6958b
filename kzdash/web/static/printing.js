// Prints the sheet of a view instead of the screen: its page for A4 where there is one, else its plain
// page. A screen torn into sheets is no paper. What has no sheet, such as a form, is printed as it is.
(() => {
  const ID = "sheet";
  const SHEETS = { "/": "overview", "/indicators": "indicators", "/projects": "projects", "/changes": "changes" };
  const addressOf = ({ pathname, search }) => {
    const query = new URLSearchParams(search);
    if (SHEETS[pathname] && !query.has("item")) return `/print/${SHEETS[pathname]}${search}`;
    if (pathname === "/duties" && query.has("unit")) return `/print/unit${search}`;
    return `/plain${pathname}${search}`;
  };
  // printing does not wait for an answer that comes later
  const read = (address) => {
    const request = new XMLHttpRequest();
    request.open("GET", address, false);
    try {
      request.send();
    } catch {
      return null;
    }
    return request.status === 200 ? new DOMParser().parseFromString(request.responseText, "text/html") : null;
  };
  window.addEventListener("beforeprint", () => {
    if (document.getElementById("first-screen") || !document.getElementById("root")) return;
    const page = read(addressOf(location));
    if (!page) return;
    const sheet = document.createElement("div");
    sheet.id = ID;
    for (const style of page.querySelectorAll("style")) {
      style.media = "print";
      sheet.append(style);
    }
    const own = document.createElement("style");
    own.textContent = `@media screen { #${ID} { display: none; } } @media print { #root { display: none; } }`;
    sheet.append(own, ...page.body.children);
    document.body.append(sheet);
  });
  window.addEventListener("afterprint", () => document.getElementById(ID)?.remove());
})();
