// A button that copies a text nobody needs to see first.
export default ({ data, parentElement }) => {
  const text = parentElement.querySelector("textarea");
  const button = parentElement.querySelector("button");
  text.value = data.text;
  if (!button.dataset.busy) button.textContent = data.label;
  button.onclick = async () => {
    button.dataset.busy = "true";
    button.textContent = (await put(text)) ? "已复制" : "请按 Ctrl+C";
    setTimeout(() => { delete button.dataset.busy; button.textContent = data.label; }, 2000);
  };
  // without https a browser has no clipboard for scripts: there the selected text is copied
  const put = async (element) => {
    try {
      await navigator.clipboard.writeText(element.value);
      return true;
    } catch {
      element.select();
      return document.execCommand("copy");
    }
  };
};
