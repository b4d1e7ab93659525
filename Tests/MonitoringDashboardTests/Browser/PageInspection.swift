/// What is looked at inside of a page, as expressions of JavaScript that give a text: empty when all is well.
enum PageInspection {
    /// Texts with less contrast than WCAG 2.2 AA asks for (1.4.3), and lines with less than 3 (1.4.11).
    static let lowContrast = """
        (() => {
          const channel = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
          const parse = (text) => (text.match(/[\\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
          const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
          const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
          const ground = (element) => {
            for (let at = element; at; at = at.parentElement) {
              const color = parse(getComputedStyle(at).backgroundColor);
              if (color.length < 4 || color[3] > 0.99) return color;
            }
            return [255, 255, 255];
          };
          const found = new Set();
          const check = (element, color, least) => {
            const value = ratio(parse(color), ground(element));
            if (value < least) found.add(`${element.tagName}.${element.getAttribute("class") ?? ""} ${color} ${value.toFixed(2)} < ${least}`);
          };
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          let seen = 0;
          while (walker.nextNode()) {
            const element = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim() || !element.checkVisibility?.()) continue;
            seen += 1;
            const style = getComputedStyle(element);
            const size = parseFloat(style.fontSize);
            const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
            check(element, element instanceof SVGElement ? style.fill : style.color, isLarge ? 3 : 4.5);
          }
          for (const line of document.querySelectorAll(".line, .marks line")) check(line, getComputedStyle(line).stroke, 3);
          if (seen < 20 && location.pathname === "/dashboard") found.add("nothing was looked at");
          return [...found].join("\\n");
        })()
        """

    /// What makes the page wider than the window, apart from what scrolls inside itself.
    static let overflow = """
        (() => {
          const width = document.documentElement.clientWidth;
          const outside = [...document.querySelectorAll(".plot .line, .plot text")].filter((element) => {
            const [inner, outer] = [element.getBoundingClientRect(), element.closest(".chart").getBoundingClientRect()];
            return inner.right > outer.right || inner.left < outer.left;
          });
          if (outside.length > 0) return `${outside.length} parts of charts are outside of them`;
          if (document.documentElement.scrollWidth <= width) return "";
          const inside = (element) => element.closest(".scroll, .places, pre, .skip");
          return `${document.documentElement.scrollWidth} > ${width}: ` + [...document.body.querySelectorAll("*")]
            .filter((element) => !inside(element) && element.getBoundingClientRect().right > width + 1)
            .map((element) => `${element.tagName}.${element.getAttribute("class")}#${element.id}`).slice(0, 10).join(", ");
        })()
        """

    /// Puts the pointer on the first chart; what is then said there.
    static func pointing(at share: Double) -> String {
        """
        (() => { const area = document.querySelector('#requests .area'), box = area.getBoundingClientRect(); \
        area.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX: box.left + box.width * \(share), \
        clientY: box.top + 50 })); return document.querySelector('.reading').innerText; })()
        """
    }
}
