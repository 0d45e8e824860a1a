// Charts: ECharts is fetched only by a page that has one. Colours come from the style sheet.
(function () {
  "use strict";
  const source = document.currentScript.dataset.echarts;
  let coming = null;
  const library = () => coming ||= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = () => done(window.echarts);
    script.onerror = failed;
    document.head.append(script);
  });
  const plain = (value) => value && typeof value === "object" && !Array.isArray(value);
  const merge = (base, own) => {
    const made = { ...base };
    for (const [key, value] of Object.entries(own)) made[key] = plain(value) && plain(made[key]) ? merge(made[key], value) : value;
    return made;
  };
  const house = () => {
    const style = getComputedStyle(document.documentElement);
    const value = (name) => style.getPropertyValue(name).trim();
    const size = parseFloat(style.fontSize) * 0.9375;
    const plainText = { fontSize: size, fontFamily: value("--font") };
    const text = { ...plainText, color: value("--ink-soft") };
    const axis = { axisLine: { lineStyle: { color: value("--line-strong") } }, axisTick: { show: false }, axisLabel: text, nameTextStyle: text, splitLine: { lineStyle: { color: value("--line") } } };
    return {
      axis,
      base: {
        color: [1, 2, 3, 4, 5, 6].map((n) => value(`--chart-${n}`)),
        animation: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
        animationDuration: 300,
        textStyle: plainText,
        grid: { left: 8, right: 16, top: 48, bottom: 8, containLabel: true },
        legend: { top: 0, right: 0, itemWidth: 14, itemHeight: 10, itemGap: 20, icon: "rect", textStyle: { ...text, color: value("--ink") } },
        tooltip: { renderMode: "richText", confine: true, textStyle: { fontSize: size } },
      },
    };
  };
  const dress = (option) => {
    const { axis, base } = house();
    const made = merge(base, option);
    for (const name of ["xAxis", "yAxis"]) {
      if (Array.isArray(made[name])) made[name] = made[name].map((one) => merge(axis, one));
      else if (made[name]) made[name] = merge(axis, made[name]);
    }
    if (!option.legend && (option.series || []).length < 2) delete made.legend;
    if (!made.legend) made.grid = merge(made.grid, { top: 36, ...(option.grid || {}) });
    return made;
  };
  const draw = async (place) => {
    if (place.dataset.drawn !== undefined) return;
    place.dataset.drawn = "";
    const data = document.getElementById(place.dataset.chart);
    if (!data) return;
    try {
      const echarts = await library();
      const option = JSON.parse(data.textContent);
      const picture = echarts.init(place, null, { renderer: "svg" });
      const show = () => picture.setOption(dress(option), true);
      show();
      new ResizeObserver(() => picture.resize()).observe(place);
      document.addEventListener("look:resize", show);
    } catch {
      // No picture: the sentence and the numbers stand, the numbers opened.
      place.hidden = true;
      place.closest(".chart").querySelector("details").open = true;
    }
  };
  const start = (root) => root.querySelectorAll("[data-chart]").forEach(draw);
  document.addEventListener("DOMContentLoaded", () => start(document));
  document.addEventListener("htmx:load", (event) => event.target.querySelectorAll && start(event.target));
})();
