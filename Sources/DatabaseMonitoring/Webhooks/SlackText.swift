internal import Foundation

/// Text as Slack takes it: nothing in it is a link, a mention or formatting unless it is meant so.
enum SlackText {
    /// Of a section's text.
    static let mostInSection = 3000
    /// Of a header's.
    static let mostInHeader = 150

    /// Slack's three escapes; `@here` and the like notify nobody, and no block of code begins or ends.
    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("@", with: "@\u{200B}").replacing("```", with: "'''")
    }

    /// A block of code, with a title; no longer than a section may be.
    static func code(_ title: String, _ text: String) -> String {
        let frame = "*\(escaped(title))*\n```\n\n```"
        let inside = escaped(text)
        return "*\(escaped(title))*\n```\n\(cut(inside, to: mostInSection - frame.utf16.count))\n```"
    }

    /// Counted as Slack does, in UTF-16; an escape stays whole.
    static func cut(_ text: String, to limit: Int) -> String {
        guard text.utf16.count > limit else { return text }
        var (kept, size) = ("", 1)
        for character in text {
            let width = character.utf16.count
            if size + width > limit { break }
            kept.append(character)
            size += width
        }
        if let escape = kept.lastIndex(of: "&"), !kept[escape...].contains(";") { kept.removeSubrange(escape...) }
        return kept + "…"
    }

    /// A time that Slack shows in the reader's time zone.
    static func time(_ time: Date) -> String {
        let seconds = Int(max(0, min(time.timeIntervalSince1970, 1e12)))
        return "<!date^\(seconds)^{date_short_pretty} {time_secs}|\(AlertText.plain(time))>"
    }

    /// Nothing when it isn't a URL that may stand in a link.
    static func link(_ url: String?, _ text: String) -> String? {
        guard let url, url.hasPrefix("https://") || url.hasPrefix("http://"),
            !url.contains(where: { "<>| \n".contains($0) })
        else { return nil }
        return "<\(url.replacing("&", with: "&amp;"))|\(escaped(text))>"
    }
}
