/// A list in an answer.
struct AnsweredItems<Element: Decodable>: Decodable {
    let items: [Element]
}
