// A receipt's square code carries the code behind "#", which no server sees; put it into the field.
(function () {
  var field = document.getElementById("id_code");
  var code = decodeURIComponent(location.hash.slice(1));
  if (!field || field.value || !/^[0-9A-Za-z]{13}$/.test(code)) return;
  field.value = code;
  history.replaceState(null, "", location.pathname);
})();
