// The portable edition: from a host, pages have their scripts; from a disk, browsers load none as a module, fetch
// nothing, and run no WebAssembly, so pages say what they cannot do there.

const { url: script } = document.currentScript.dataset;
const addresses = ["engine", "indexes", "months", "names", "pages", "root", "url"];
const whole = (address) => new URL(address, document.baseURI).pathname;

if (location.protocol === "file:") {
  for (const element of document.querySelectorAll("[data-from-disk]")) element.hidden = false;
  for (const element of document.querySelectorAll("[data-from-host]")) element.remove();
} else {
  for (const name of addresses) {
    for (const { dataset } of document.querySelectorAll(`[data-${name}]`)) {
      dataset[name] = dataset[name].split(" ").map(whole).join(" ");
    }
  }
  import(whole(script));
}
