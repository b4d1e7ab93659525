import Testing

@testable import BookedBarber

@Suite struct NewUserTests {
    @Test(arguments: [
        ("ada@example.com", "ada@example.com"), ("  Ada@Example.COM\n", "ada@example.com"),
        ("a+b.c@sub-1.example.co", "a+b.c@sub-1.example.co"),
    ])
    func anAddressIsKeptTrimmedAndInLowerCase(text: String, address: String) throws {
        #expect(try EmailAddress(text).description == address)
    }

    @Test(arguments: [
        "", "ada", "ada@", "@example.com", "ada@example", "a@b@example.com", "a da@example.com", "ada@exa mple.com",
        "ada@.com", "ada@example.", "ada@-x.com", "ada@x-.com", "ada@ex_ample.com", "\u{E4}da@example.com",
        "ada@example.com\u{0}", "ada@\(String(repeating: "x", count: 64)).com",
        "\(String(repeating: "x", count: 65))@example.com",
        "x@\(String(repeating: "x.", count: 126))com",
    ])
    func whatIsNoAddressIsRefused(text: String) async {
        await refused(.invalid, field: "email") { try EmailAddress(text) }
    }

    @Test func namesAreTrimmedAndMeasuredAsTheDatabaseDoes() async throws {
        #expect(try NewUser(email: "a@b.cd", fullName: "  Ada \n").fullName == "Ada")
        #expect(try NewUser(email: "a@b.cd", fullName: String(repeating: "\u{1F488}", count: 200)).role == .client)
        for name in ["", "   ", String(repeating: "x", count: 201), "Ada\u{7}"] {
            await refused(.invalid, field: "fullName") { try NewUser(email: "a@b.cd", fullName: name) }
        }
    }

    @Test(arguments: ["+1 (212) 555-0100", "030/123456", "911"])
    func aPhoneNumberIsDigitsAndSigns(number: String) throws {
        #expect(try NewUser(email: "a@b.cd", fullName: "Ada", phone: number).phone == number)
    }

    @Test(arguments: ["", "12", "----", "call me", "+49\u{661}\u{662}\u{663}", String(repeating: "1", count: 33)])
    func whatIsNoPhoneNumberIsRefused(number: String) async {
        await refused(.invalid, field: "phone") { try NewUser(email: "a@b.cd", fullName: "Ada", phone: number) }
    }

    @Test func aChangeTellsWhatStaysFromWhatGoes() throws {
        let unchanged = try ProfileChange()
        let removed = try ProfileChange(phone: .some(nil))

        #expect(unchanged.fullName == nil && unchanged.phone == .none)
        #expect(removed.phone == .some(nil))
    }
}
