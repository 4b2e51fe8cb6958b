// Tells users of a browser older than Chromium 112, Firefox 116 or Safari 17 that it is too old:
// Streamlit's program does not start there, and the page would stay white. Every line of this file
// has to run in browsers of any age.
(function () {
  try {
    new RegExp("", "v");
    return;
  } catch (error) {
    // an old browser has no flag "v". The lines below replace the page; its parser then puts the rest
    // of the page into nodes that are neither shown nor run
  }
  document.documentElement.lang = "zh-CN";
  document.documentElement.innerHTML =
    '<body style="margin:0 auto;max-width:36em;padding:15vh 1em;font:18px/1.8 sans-serif;color:#1F2933;background:#FFFFFF">' +
    '<main role="alert"><h1 style="font-size:24px">浏览器版本太旧</h1>' +
    '<p>您的浏览器太旧，打不开本页，请换用 112 版以上的 Edge、Chrome，或新版的 360、奇安信浏览器（极速模式）；' +
    '现在可以先看<a style="color:#1B4F7A" href="./print/overview">打印版的总览</a>。</p></main></body>';
  document.title = "计划看板";
  document.querySelector("a").search = location.search;
})();
