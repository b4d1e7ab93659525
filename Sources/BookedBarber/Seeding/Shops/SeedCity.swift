/// A place where shops are: its clock, its money and how people and streets are called there.
struct SeedCity: Sendable {
    let name: String
    let timeZone: String
    let currency: String
    /// Minor units for 100 US cents, and what prices are rounded to.
    let pricePerDollar: Int
    let priceStep: Int
    let streets: [String]
    let numberComesFirst: Bool
    /// Followed by digits to this many in all, from numbers kept free for fiction.
    let phone: String
    let phoneDigits: Int
    let speech: PersonNames.Speech

    func address(_ number: Int, _ street: String) -> String {
        numberComesFirst ? "\(number) \(street), \(name)" : "\(street) \(number), \(name)"
    }

    static let all = [
        SeedCity(
            name: "New York", timeZone: "America/New_York", currency: "USD", pricePerDollar: 115, priceStep: 100,
            streets: ["Bleecker Street", "Orchard Street", "Bedford Avenue", "Columbus Avenue", "Smith Street"],
            numberComesFirst: true, phone: "+1 212 555 01", phoneDigits: 2, speech: .american),
        SeedCity(
            name: "Berlin", timeZone: "Europe/Berlin", currency: "EUR", pricePerDollar: 90, priceStep: 50,
            streets: ["Torstraße", "Weserstraße", "Oranienstraße", "Kastanienallee", "Bergmannstraße"],
            numberComesFirst: false, phone: "+49 30 23125 ", phoneDigits: 3, speech: .german),
        SeedCity(
            name: "Los Angeles", timeZone: "America/Los_Angeles", currency: "USD", pricePerDollar: 110, priceStep: 100,
            streets: ["Sunset Boulevard", "Abbot Kinney Boulevard", "York Boulevard", "Melrose Avenue", "Main Street"],
            numberComesFirst: true, phone: "+1 213 555 01", phoneDigits: 2, speech: .american),
        SeedCity(
            name: "Lord Howe Island", timeZone: "Australia/Lord_Howe", currency: "AUD", pricePerDollar: 130,
            priceStep: 100, streets: ["Lagoon Road", "Middle Beach Road", "Anderson Road"],
            numberComesFirst: true, phone: "+61 2 5550 00", phoneDigits: 2, speech: .english),
        SeedCity(
            name: "Chicago", timeZone: "America/Chicago", currency: "USD", pricePerDollar: 95, priceStep: 100,
            streets: ["Milwaukee Avenue", "Clark Street", "Division Street", "Halsted Street", "18th Street"],
            numberComesFirst: true, phone: "+1 312 555 01", phoneDigits: 2, speech: .american),
        SeedCity(
            name: "London", timeZone: "Europe/London", currency: "GBP", pricePerDollar: 75, priceStep: 50,
            streets: ["Redchurch Street", "Upper Street", "Lordship Lane", "Berwick Street", "Church Road"],
            numberComesFirst: true, phone: "+44 20 7946 0", phoneDigits: 3, speech: .english),
        SeedCity(
            name: "Toronto", timeZone: "America/Toronto", currency: "CAD", pricePerDollar: 125, priceStep: 100,
            streets: ["Queen Street West", "Ossington Avenue", "Dundas Street", "Roncesvalles Avenue"],
            numberComesFirst: true, phone: "+1 416 555 01", phoneDigits: 2, speech: .american),
        SeedCity(
            name: "Tokyo", timeZone: "Asia/Tokyo", currency: "JPY", pricePerDollar: 125, priceStep: 100,
            streets: ["Aoyama-dori", "Meiji-dori", "Omotesando", "Nakano-dori"],
            numberComesFirst: true, phone: "+81 3 5550 00", phoneDigits: 2, speech: .japanese),
        SeedCity(
            name: "Denver", timeZone: "America/Denver", currency: "USD", pricePerDollar: 90, priceStep: 100,
            streets: ["Larimer Street", "South Broadway", "Tennyson Street", "Colfax Avenue"],
            numberComesFirst: true, phone: "+1 303 555 01", phoneDigits: 2, speech: .american),
        SeedCity(
            name: "Sydney", timeZone: "Australia/Sydney", currency: "AUD", pricePerDollar: 135, priceStep: 100,
            streets: ["King Street", "Crown Street", "Glebe Point Road", "Darling Street"],
            numberComesFirst: true, phone: "+61 2 5550 01", phoneDigits: 2, speech: .english),
    ]

    static let shopNames = [
        "Copper Razor", "Kamm & Klinge", "Sunset Clippers", "The Lagoon Barber", "Lake Street Fades",
        "Hatchett & Comb", "Northside Barber Co.", "Hasami", "Mile High Cuts", "The Strop",
        "Good Fellows Barbershop", "Parting Line", "The Brass Chair", "Second Mirror", "Corner Pole", "Oak & Bristle",
        "Gentle Giants", "Short Back", "Steady Hand", "The Neat Nape",
    ]
}
