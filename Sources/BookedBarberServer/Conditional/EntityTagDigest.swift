import Crypto
import QueryCaching

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// An entity tag of everything that decides the bytes of an answer: the same in every process of this program.
struct EntityTagDigest {
    /// Goes up whenever the same values are encoded differently, so that tags of older programs match no longer.
    static let format: UInt8 = 1

    private var hash = SHA256()

    init() { hash.update(data: [Self.format]) }

    /// Each text is preceded by its length, so that no two lists of texts look the same.
    mutating func add(_ text: String) {
        add(UInt64(text.utf8.count))
        hash.update(data: Array(text.utf8))
    }

    mutating func add(_ number: UInt64) {
        hash.update(data: (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) })
    }

    /// In any order: values may have been read side by side.
    mutating func add(_ states: [CacheValidator]) {
        for state in states.map(\.numbers).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            add(UInt64(state.count))
            for number in state { add(number) }
        }
    }

    /// 128 bits of it.
    var tag: EntityTag {
        EntityTag(Data(hash.finalize().prefix(16)).base64EncodedString().replacing("=", with: ""))
    }
}
