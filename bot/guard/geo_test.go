package guard

import (
	"testing"

	"appealbot/bot"
)

func TestGeoCoordinates(t *testing.T) {
	holds(t, "geo_coordinates", "en", []sample{
		{text: "Found at ⟦43.6532, -79.3832⟧ today.", severity: bot.NeedsOverride},
		{text: "Found at ⟦43.653226 -79.383184⟧."},
		{text: "GPS ⟦43.65, -79.38⟧ is close."},
		{text: "⟦43.6532° N, 79.3832° W⟧"},
		{text: "⟦N 43.6532 W 79.3832⟧"},
		{text: `At ⟦43°39'11"N 79°22'59"W⟧.`},
		{text: "At ⟦43° 39′ 11.5″ N, 79° 22′ 59.1″ W⟧."},
		{text: "lat: ⟦43.6532 lon: -79.3832⟧"},
		{text: "Lat ⟦43 42 00 N Long 79 25 00 W⟧."},
		{text: "Plus code ⟦87M2MJ3P+8Q⟧ or ⟦MJ3P+8Q⟧ Toronto."},
		{text: "Body at ⟦///filled.count.soap⟧ today; what3words: ⟦index.home.raft⟧."},
		{text: "⟦https://www.google.com/maps/@43.6532,-79.3832,17z⟧"},
		{text: "See ⟦https://maps.app.goo.gl/AbCdEf123⟧, now."},
		{text: "⟦geo:43.6532,-79.3832⟧"},
		{text: "Found at ⟦４３．６５３２， －７９．３８３２⟧."},
	})
	holds(t, "geo_coordinates", "fr", []sample{
		{text: "Coordonnées GPS : ⟦43,6532 ; -79,3832⟧."},
	})
}

func TestGeoCoordinatesClean(t *testing.T) {
	holds(t, "geo_coordinates", "en", []sample{
		{text: "Prices 43.65, 79.38 and $12.99; version 1.26.8, 2.718 and pi 3.14159."},
		{text: "He is 1.75 m, 80.5 kg, aged 43, 79 in the photo; a 9.5 rating."},
		{text: "FIPS 06037, 36061. Call 416.808.2222, 416.808.5100."},
		{text: "Yonge/Dundas at 3.30, 4.15 and 5.45 p.m.; see tps.ca/maps."},
		{text: "It was 12 degrees north of the 49 parallel. C+ grade, B+ blood."},
	})
}
