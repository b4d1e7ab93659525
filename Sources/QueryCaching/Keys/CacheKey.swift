/// What tells the values of one kind of data apart: up to three parts, or as many as one likes with an allocation.
///
/// ```swift
/// let profile = CacheKey(user.id)
/// let day = CacheKey(barber, "2026-11-25")
/// ```
///
/// Equal keys have equal parts: there is no hash in between that could collide. Whatever decides what is read belongs
/// to the key, above all whose data it is (the tenant).
public struct CacheKey: Hashable, Sendable {
    /// A number or a text.
    public enum Part: Hashable, Sendable {
        case none
        case integer(Int64)
        case text(String)

        /// Texts byte by byte, as in the database: letters that only look alike are different.
        public static func == (a: Part, b: Part) -> Bool {
            switch (a, b) {
            case (.none, .none): true
            case (.integer(let a), .integer(let b)): a == b
            case (.text(let a), .text(let b)): a == b && a.utf8.elementsEqual(b.utf8)
            default: false
            }
        }
    }

    let first: Part
    let second: Part
    let third: Part

    /// For a kind that has one value only.
    public init() { (first, second, third) = (.none, .none, .none) }

    public init(_ first: some CacheKeyPart) {
        self.first = first.cacheKeyPart
        (second, third) = (.none, .none)
    }

    public init(_ first: some CacheKeyPart, _ second: some CacheKeyPart) {
        self.first = first.cacheKeyPart
        self.second = second.cacheKeyPart
        third = .none
    }

    public init(_ first: some CacheKeyPart, _ second: some CacheKeyPart, _ third: some CacheKeyPart) {
        self.first = first.cacheKeyPart
        self.second = second.cacheKeyPart
        self.third = third.cacheKeyPart
    }

    /// More than three parts: the third and later ones become one text, in which each is preceded by its length.
    public init(_ first: some CacheKeyPart, _ second: some CacheKeyPart, more: [any CacheKeyPart]) {
        self.first = first.cacheKeyPart
        self.second = second.cacheKeyPart
        third = .text(more.map { CanonicalName.part($0.cacheKeyPart) }.joined())
    }
}

/// What can be a part of a ``CacheKey``.
public protocol CacheKeyPart: Sendable {
    var cacheKeyPart: CacheKey.Part { get }
}

extension CacheKey.Part: CacheKeyPart {
    public var cacheKeyPart: CacheKey.Part { self }
}

extension Int: CacheKeyPart {
    public var cacheKeyPart: CacheKey.Part { .integer(Int64(self)) }
}

extension Int64: CacheKeyPart {
    public var cacheKeyPart: CacheKey.Part { .integer(self) }
}

extension Int32: CacheKeyPart {
    public var cacheKeyPart: CacheKey.Part { .integer(Int64(self)) }
}

extension String: CacheKeyPart {
    public var cacheKeyPart: CacheKey.Part { .text(self) }
}

extension Optional: CacheKeyPart where Wrapped: CacheKeyPart {
    public var cacheKeyPart: CacheKey.Part { self?.cacheKeyPart ?? .none }
}
