// Brings the form beside a list into sight when it is opened, and what came of it when it is sent: on a
// phone it stands beneath the list, and of a long list the row that was clicked is far from it.
// what of the page is under the menu, and how far down a form may begin and still be seen
const MENU_PX = 72, SEEN = 0.5;
let shown = 0;

export default function ({ data: { name, turn } }) {
  if (turn === shown) return;
  shown = turn;
  requestAnimationFrame(() => {
    const top = document.querySelector(`.st-key-${name}`)?.getBoundingClientRect().top;
    if (top === undefined || (top >= MENU_PX && top < innerHeight * SEEN)) return;
    document.querySelector("[data-testid=stMain]").scrollBy(0, top - MENU_PX);
  });
}
