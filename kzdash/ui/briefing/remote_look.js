// What the marks beside a slide look like, and the list of the keys.
const KEYS = [
  ["→ ↓ 空格 下翻页", "下一页"], ["← ↑ 上翻页", "上一页"], ["首页键 末页键", "第一页 最后一页"],
  ["数字 + 回车", "跳到该页"], ["/", "查找指标、项目、单位的备用页"], ["数字 + /", "按编号查找备用页"],
  ["退格键 退出键", "从备用页返回"], ["P", "暂停或继续自动翻页"], ["F", "全屏"], ["S", "设置"], ["D", "数据表"],
  ["按住 L", "红点，随鼠标移动"], ["N", "另开讲稿窗口"], ["T", "显示或收起计时"], ["R", "计时归零"],
  [". 或 B", "黑屏，再按恢复"], ["?", "显示或收起本说明"], ["退出键", "结束汇报（按两次）"],
];
const STYLE = `
  :host, div { font-family: inherit; }
  .over { position: fixed; z-index: 999994; font-size: 2.4vh; line-height: 1.5; }
  .dark { inset: 0; background: #000000; cursor: none; }
  .bar { left: 0; bottom: 0; height: 0.5vh; width: 100vw; transform-origin: left; }
  .bar.runs { animation: gone linear forwards; }
  @keyframes gone { from { transform: scaleX(0); } to { transform: scaleX(1); } }
  .status { right: 4vw; top: 1vh; padding: 0 1.2vh; border-radius: 0.6vh; }
  .keys { left: 50%; top: 50%; transform: translate(-50%, -50%); padding: 3vh 4vh; border-radius: 1vh;
    display: grid; grid-template-columns: auto auto; gap: 0.6vh 4vh; white-space: nowrap; }
  .pointer { width: 2.4vh; height: 2.4vh; margin: -1.2vh; border-radius: 50%; pointer-events: none;
    background: #d40000; box-shadow: 0 0 0 0.3vh #ffffff; }
  .timer { left: 50%; bottom: 2.2vh; transform: translateX(-50%); font-size: 3vh; line-height: 1.4;
    font-variant-numeric: tabular-nums; pointer-events: none; }
  .menu { right: 4vw; bottom: 8vh; display: flex; gap: 1vh; }
  button { font: inherit; padding: 0.3vh 1.6vh; border-radius: 0.6vh; border: none; cursor: pointer; }
  [hidden] { display: none !important; }`;

const element = (name, className, parent) => {
  const child = document.createElement(name);
  child.className = className;
  parent.append(child);
  return child;
};
