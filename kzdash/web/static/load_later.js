// Names Streamlit's scripts and styles to the browser after its first frame, so that nothing is loaded
// before the first screen is seen. In a browser older than Chromium 112, Firefox 116 or Safari 17
// Streamlit's program does not start: there the first screen stays, says so, and leads to plain pages.
// Every line of this file has to run in browsers of any age.
(function () {
  var later = document.getElementById("later");
  var screen = document.getElementById("first-screen");
  var isLoaded = false;
  function load() {
    if (isLoaded) return;
    isLoaded = true;
    var tags = later.content.children;
    for (var place = 0; place < tags.length; place += 1) {
      var tag = document.createElement(tags[place].tagName);
      for (var each = 0; each < tags[place].attributes.length; each += 1) {
        tag.setAttribute(tags[place].attributes[each].name, tags[place].attributes[each].value);
      }
      // scripts made by a script keep their order only if they are told to
      if (tag.tagName === "SCRIPT") tag.async = false;
      document.head.appendChild(tag);
    }
  }
  function stay() {
    screen.className += " stays";
    document.getElementById("too-old").hidden = false;
    var links = screen.querySelectorAll("a[href^='/']");
    for (var place = 0; place < links.length; place += 1) {
      var address = links[place].getAttribute("href");
      if (!/^\/(plain|print|files|login)\b/.test(address)) links[place].setAttribute("href", "/plain" + address);
    }
  }
  try {
    new RegExp("", "v");
  } catch (error) {
    stay();
    return;
  }
  if (window.performance && performance.mark) performance.mark("first-screen");
  requestAnimationFrame(function () { setTimeout(load, 0); });
  // a tab in the background draws no frame
  setTimeout(load, 1000);
})();
