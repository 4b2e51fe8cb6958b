// Prints the page, or leads to its sheet for paper, and copies its address, day included.
export default ({ data, parentElement }) => {
  const [print, copy] = parentElement.querySelectorAll("button");
  print.onclick = () => (data.sheet ? window.location.assign(data.sheet) : window.print());
  const words = copy.textContent;
  copy.onclick = async () => {
    const address = new URL(window.location.href);
    // what is today now is another day for whoever opens the link tomorrow
    if (data.day && !address.searchParams.has("as_of")) address.searchParams.set("as_of", data.day);
    copy.textContent = (await put(address.href)) ? "已复制" : "请按 Ctrl+C";
    setTimeout(() => { copy.textContent = words; }, 2000);
  };
  // without https a browser has no clipboard for scripts: there a selected text is copied
  const put = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      const copied = document.execCommand("copy");
      field.remove();
      return copied;
    }
  };
};
