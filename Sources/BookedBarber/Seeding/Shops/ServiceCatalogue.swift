/// What barbershops offer. Prices in US cents; the weight is how often it is asked for.
enum ServiceCatalogue {
    struct Item: Sendable {
        let name: String
        let description: String
        let minutes: Int
        let buffer: Int
        let cents: Int
        let weight: Int
    }

    /// Every shop and every barber has these.
    static let everywhere = [
        Item(
            name: "Classic haircut", description: "Clippers and scissors, finished with a hot neck shave.",
            minutes: 30, buffer: 0, cents: 3500, weight: 34),
        Item(
            name: "Skin fade", description: "Faded to the skin, blended by hand.",
            minutes: 40, buffer: 5, cents: 4200, weight: 20),
        Item(
            name: "Beard trim", description: "Shaped, lined up and oiled.",
            minutes: 15, buffer: 0, cents: 1800, weight: 13),
        Item(
            name: "Haircut and beard", description: "The classic haircut with a beard trim.",
            minutes: 45, buffer: 0, cents: 5000, weight: 12),
    ]

    static let inSomeShops = [
        Item(
            name: "Kids' haircut", description: "Up to twelve years of age.",
            minutes: 25, buffer: 5, cents: 2500, weight: 7),
        Item(
            name: "Buzz cut", description: "One length all over.",
            minutes: 15, buffer: 0, cents: 2200, weight: 6),
        Item(
            name: "Hot towel shave", description: "Straight razor, warm lather, cold towel.",
            minutes: 30, buffer: 0, cents: 3200, weight: 4),
        Item(
            name: "Line-up", description: "Hairline, temples and neck.",
            minutes: 15, buffer: 0, cents: 1500, weight: 4),
        Item(
            name: "Scissor cut", description: "Long hair, cut without clippers.",
            minutes: 45, buffer: 0, cents: 4800, weight: 4),
        Item(
            name: "Father and son", description: "Two haircuts, one after the other.",
            minutes: 60, buffer: 0, cents: 5500, weight: 2),
        Item(
            name: "Colour", description: "Full colour with wash and finish.",
            minutes: 90, buffer: 15, cents: 8500, weight: 2),
        Item(
            name: "Grey blending", description: "Takes the edge off, looks like nothing was done.",
            minutes: 45, buffer: 15, cents: 4500, weight: 1),
        Item(
            name: "Facial", description: "Cleansing, steam and moisturiser.",
            minutes: 30, buffer: 15, cents: 4000, weight: 1),
        Item(
            name: "Wedding package", description: "Haircut, shave and styling on the day.",
            minutes: 120, buffer: 15, cents: 14_000, weight: 1),
    ]
}
