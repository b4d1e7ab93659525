import Foundation

/// Somebody who does not exist: a name, and an address and a number that reach nobody.
struct Person: Hashable, Sendable {
    let number: Int64
    let given: String
    let family: String
    /// For the digits of a phone number.
    private let digits: Int

    /// The same person for the same seed and number, whoever else there is.
    /// - Parameter offset: the highest number of a user before the seeding.
    init(seed: UInt64, number: Int64, offset: Int64, speech: PersonNames.Speech) {
        var random = SeededRandom(seed: seed, .person, Int(number - offset))
        self.number = number
        given = random.element(of: PersonNames.given(speech))
        family = random.element(of: PersonNames.family(speech))
        digits = random.below(1_000_000)
    }

    var fullName: String { "\(given) \(family)" }

    /// Nobody can have an address under `.example` (RFC 2606).
    var email: String { "\(Self.folded(given)).\(Self.folded(family)).\(number)@mail.bookedbarber.example" }

    /// `nil` for some, as people are.
    func phone(_ city: SeedCity) -> String? {
        guard digits % 10 != 0 else { return nil }
        let text = String(digits % (city.phoneDigits == 2 ? 100 : 1000))
        return city.phone + String(repeating: "0", count: city.phoneDigits - text.count) + text
    }

    /// Lower-case ASCII letters only.
    private static func folded(_ name: String) -> String {
        let letters = name.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars.map {
            $0 == "ı" ? "i" : $0
        }
        return String(String.UnicodeScalarView(letters.filter { ("a"..."z").contains($0) }))
    }
}
