// Runs before the first paint, so that a chosen theme never flashes the other one. A file of its own,
// because the page's content security policy allows no inline script.
(function () {
  try {
    var theme = localStorage.getItem('parley.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    var locale = localStorage.getItem('parley.locale');
    if (locale === 'en' || locale === 'zh-CN') document.documentElement.lang = locale;
  } catch {
    // Storage is blocked: the system's theme it is.
  }
})();
