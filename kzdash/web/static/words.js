// Says in Chinese the few words that Streamlit's own widgets say in English, wherever they appear.
// Streamlit has no setting for them. Only whole texts are replaced, so what people wrote stays.
// And does three things that Streamlit does not: keeps links to this server's own pages in the tab that
// they are in, takes a day that was typed when Enter is pressed, and fits charts to the paper.
(() => {
  // a briefing marks by itself that the server is away: no dialog may come over its last slide
  if (location.pathname.endsWith("/briefing")) {
    window.__streamlit = { HOST_CONFIG: { blockErrorDialogs: true } };
  }
  const words = new Map(Object.entries({
    "Fullscreen": "全屏",
    "Close fullscreen": "退出全屏",
    "Exit fullscreen": "退出全屏",
    "No results": "没有符合的选项",
    "No options to select.": "没有可选项",
    "No options to select": "没有可选项",
    "Select all": "全选",
    "Search": "搜索",
    "Show/hide columns": "显示或隐藏列",
    "Download as CSV": "下载 CSV",
    "Sort ascending": "升序",
    "Sort descending": "降序",
    "Format": "格式",
    "Autosize": "自动列宽",
    "Pin column": "固定列",
    "Unpin column": "取消固定",
    "Hide column": "隐藏列",
    "Clear selection": "清除选择",
    "Clear": "清除",
    "Clear value": "清除",
    "Clear all": "全部清除",
    "Close": "关闭",
    "Copy": "复制",
    "Copy to clipboard": "复制",
    "Copied": "已复制",
    "Sidebar": "侧栏",
    "App pages": "页面",
    "Collapse sidebar": "收起侧栏",
    "Expand sidebar": "展开侧栏",
    "Choose date": "选择日期",
    "Open": "展开",
    "Previous page": "上一页",
    "Next page": "下一页",
    "Running": "正在更新",
    "Running...": "正在更新",
    "Stop": "停止",
    "Rerun": "重新运行",
    "Connecting": "正在连接",
    "Connecting...": "正在连接",
    "Please wait...": "请稍候",
    "Loading...": "正在载入",
    "Connection error": "与服务器的连接中断",
    "Connection timed out.": "连接超时。",
    "Connection failed": "连接失败",
    "Page not found": "没有这个页面",
    "You're offline": "网络已断开",
    "empty": "暂无数据",
    "Press Enter to apply": "按回车确认",
    "Press Enter to submit form": "按回车提交",
    "Main menu": "菜单",
    "Error": "出错",
    "Skip to main content": "跳到正文",
    "Empty": "未填",
    "Upload": "选择文件",
    "Drag and drop a file here": "把文件拖到这里",
    "Only one file is allowed.": "一次只能上传一个文件。",
    "File size is too small.": "文件是空的。",
    "Unexpected error. Please try again.": "上传没有完成，请再试一次。",
    "yyyy": "年",
    "mm": "月",
    "dd": "日",
  }));
  const patterns = [
    [/^Is Streamlit still running\?.*/s, "请稍候,页面会自动重新连接。若长时间未恢复,请联系管理员检查服务是否在运行。"],
    [/^Streamlit server is not responding.*/s, "服务器没有回应,页面会自动重新连接。若长时间未恢复,请检查网络,或联系管理员。"],
    [/^The page that you have requested does not seem to exist.*/s, "您要的页面不存在,现显示总览。"],
    [/^You have requested page .* but no corresponding file was found.*/s, "您要的页面不存在,现显示总览。"],
    [/^(year|month|day), /, (text) => text.replace(/^\w+/, (part) => ({ year: "年", month: "月", day: "日" })[part])],
    [/^Page \d+$/, (text) => text.replace(/^Page (\d+)$/, "第 $1 页")],
    [/^Help for /, (text) => text.replace(/^Help for (.*)/s, "$1的说明")],
    [/^\d+[KMG]?B per file/, (text) => text.replace(/^(\d+)([KMG]?B) per file.*/s, "每个文件最大 $1 $2")],
    [/^File must be .* or smaller\.$/, (text) => text.replace(/^File must be (.*) or smaller\.$/, "文件过大，最大 $1。没有上传。")],
    [/Request failed with status code 401$/, "登录已失效,没有上传。请重新登录。"],
    [/Request failed with status code 413$/, "文件过大,或本页上传的文件太多,没有上传。请刷新本页再试。"],
    [/Request failed with status code 507$/, "同时上传的文件太多,没有上传。请稍候再试。"],
    [/Request failed with status code \d+$/, "上传没有完成,请稍候再试。"],
    [/^Remove (?!$)/, (text) => text.replace(/^Remove /, "移除 ")],
    [/^(Error)?(: )?Date set outside allowed range\..*/s, (text) => {
      const [first, last] = text.match(/\d{4}[-/]\d{2}[-/]\d{2}/g) ?? [];
      return last ? `日期超出范围，没有采用。请填${first}至${last}之间的日期。`
        : `日期超出范围，没有采用。请填${first}${text.includes("on or before") ? "或更早" : "或更晚"}的日期。`;
    }],
    [/^\d+ – [A-Z][a-z]+$/, (text) => `${parseInt(text, 10)}月`],
    [/^Use arrow keys to navigate dates\..*/s, "用方向键选日期，按回车选定，按退出键收起。"],
    [/^\s*\d+ results?$/, (text) => text.replace(/ results?/, " 条结果")],
  ];
  const attributes = ["aria-label", "title", "placeholder", "aria-valuetext"];

  const chinese = (text) => {
    const whole = words.get(text.trim());
    if (whole !== undefined) return whole;
    for (const [pattern, replacement] of patterns) {
      if (pattern.test(text)) return typeof replacement === "string" ? replacement : replacement(text);
    }
    return undefined;
  };
  const speak = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const said = chinese(node.data);
      if (said !== undefined && said !== node.data) node.data = said;
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || node instanceof SVGElement) return;
    for (const name of attributes) {
      const said = node.hasAttribute(name) ? chinese(node.getAttribute(name)) : undefined;
      if (said !== undefined) node.setAttribute(name, said);
    }
    for (const child of node.childNodes) speak(child);
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(speak);
      else speak(change.target);
    }
  }).observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: attributes,
  });
  // else it counts only once the field is left, and until then it says one day and the page another
  document.addEventListener("keydown", (event) => {
    const part = event.target instanceof Element && event.target.closest("[role=spinbutton]");
    if (event.key !== "Enter" || !part) return;
    const calendar = document.querySelector("[data-testid=stDateInputCalendar]");
    if (!calendar) part.blur();
    else part.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
  }, { capture: true });
  // a chart is as wide as the screen was: on paper it is drawn smaller, not cut off
  const drawings = (act) => document.querySelectorAll(".svg-container").forEach((box) => {
    act(box);
    box.querySelectorAll(".main-svg").forEach(act);
  });
  window.addEventListener("beforeprint", () => drawings((part) => {
    const { width, height } = part.getBoundingClientRect();
    if (part instanceof SVGElement) part.setAttribute("viewBox", `0 0 ${width} ${height}`);
    part.dataset.screen = part.style.cssText;
    Object.assign(part.style, { width: "100%", maxWidth: "100%" });
  }));
  window.addEventListener("afterprint", () => drawings((part) => {
    part.removeAttribute("viewBox");
    part.style.cssText = part.dataset.screen ?? part.style.cssText;
    delete part.dataset.screen;
  }));
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[target=_blank]");
    if (link && link.origin === location.origin) link.target = "_self";
  }, { capture: true });
})();
