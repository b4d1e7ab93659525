/// A list in an answer: an object, so that something may be added to it.
struct Items<Element: Encodable & Sendable>: Encodable, Sendable {
    let items: [Element]
}
