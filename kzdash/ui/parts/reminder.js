// Shows a text and copies it.
export default ({ data, parentElement }) => {
  const shown = parentElement.querySelector("pre");
  const copy = parentElement.querySelector("button");
  shown.textContent = data.text;
  copy.onclick = async () => {
    copy.textContent = (await put(shown)) ? "已复制" : "请按 Ctrl+C";
    setTimeout(() => { copy.textContent = "复制"; }, 2000);
  };
  // without https a browser has no clipboard for scripts: there the selected text is copied
  const put = async (element) => {
    try {
      await navigator.clipboard.writeText(element.textContent);
      return true;
    } catch {
      getSelection().selectAllChildren(element);
      return document.execCommand("copy");
    }
  };
};
