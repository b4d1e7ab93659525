import Crypto

/// Names in Redis: the same for the same parts in every process and with every version of Swift, different for
/// different ones, readable as long as they are short.
enum CanonicalName {
    /// The longest name that is not shortened, in bytes of UTF-8.
    static let maxLength = 250

    /// Numbers begin with `i`, texts with their length in bytes, so that no two lists of parts have the same name.
    static func part(_ part: CacheKey.Part) -> String {
        switch part {
        case .none: ":-"
        case .integer(let number): ":i" + String(number)
        case .text(let text): ":\(text.utf8.count):\(text)"
        }
    }

    /// `user_profile.1:i42`.
    static func of(kind: String, version: Int, _ key: CacheKey) -> String {
        var name = kind
        name += "."
        name += version == 1 ? "1" : String(version)
        let hasThird = key.third != .none
        let hasSecond = hasThird || key.second != .none
        if hasSecond || key.first != .none { name += part(key.first) }
        if hasSecond { name += part(key.second) }
        if hasThird { name += part(key.third) }
        return shortened(name, to: maxLength)
    }

    /// The beginning of what is too long, and the SHA-256 of all of it.
    static func shortened(_ name: String, to limit: Int) -> String {
        guard name.utf8.count > limit else { return name }
        let digest = SHA256.hash(data: Array(name.utf8)).map { byte in
            let text = String(byte, radix: 16)
            return byte < 16 ? "0\(text)" : text
        }
        var readable = Substring(name)
        while readable.utf8.count > limit - 65 { readable.removeLast() }
        return "\(readable)#\(digest.joined())"
    }
}
