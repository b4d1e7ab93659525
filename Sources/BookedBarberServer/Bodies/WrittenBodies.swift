import BookedBarber

// Their members stand in the order of their `CodingKeys`; `WrittenBodiesTests` compares.

extension UserBody: JSONWritten {
    func write(to text: inout JSONText) {
        text.open("{")
        text.member("id", id)
        text.member("email", email)
        text.member("phone", phone)
        text.member("role", role.rawValue)
        text.member("version", version)
        text.member("full_name", fullName)
        text.member("created_at", createdAt)
        text.close("}")
    }
}

extension MoneyBody: JSONWritten {
    func write(to text: inout JSONText) {
        text.open("{")
        text.member("amount", amount)
        text.member("currency", currency.code)
        text.close("}")
    }
}

extension ServiceBody: JSONWritten {
    func write(to text: inout JSONText) {
        text.open("{")
        text.member("id", id)
        text.member("name", name)
        text.member("description", description)
        text.member("price", price)
        text.member("shop_id", shopID)
        text.member("duration_minutes", durationMinutes)
        text.close("}")
    }
}

extension AppointmentBody: JSONWritten {
    func write(to text: inout JSONText) {
        text.open("{")
        text.member("id", id)
        text.member("status", status.rawValue)
        text.member("price", price)
        text.member("notes", notes)
        text.member("version", version)
        text.member("shop_id", shopID)
        text.member("barber_id", barberID)
        text.member("client_id", clientID)
        text.member("service_id", serviceID)
        text.member("starts_at", startsAt)
        text.member("ends_at", endsAt)
        text.member("cancelled_at", cancelledAt)
        text.member("created_at", createdAt)
        text.member("updated_at", updatedAt)
        text.close("}")
    }
}

extension AppointmentDetailsBody: JSONWritten {
    func write(to text: inout JSONText) {
        text.open("{")
        text.member("appointment", appointment)
        text.member("shop_name", shopName)
        text.member("time_zone", timeZone)
        text.member("barber_name", barberName)
        text.member("client_name", clientName)
        text.member("service_name", serviceName)
        text.close("}")
    }
}

extension CalendarBody: JSONWritten {
    func write(to text: inout JSONText) {
        text.open("{")
        text.member("from", from)
        text.member("to", to)
        text.member("appointments", appointments)
        text.member("barber_id", barberID)
        text.member("time_zone", timeZone)
        text.close("}")
    }
}

extension PageBody: JSONWritten where Item: JSONWritten {
    func write(to text: inout JSONText) {
        text.open("{")
        text.member("items", items)
        text.member("next", next)
        text.close("}")
    }
}

extension ListBody: JSONWritten where Item: JSONWritten {
    func write(to text: inout JSONText) {
        text.open("{")
        text.member("items", items)
        text.close("}")
    }
}
