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

// Places on a map as drafts of several forces have them.
func TestPlacesInDrafts(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "geo_coordinates", "en", []sample{
		{text: "body found at ⟦43.65107, -79.347015⟧"},
		{text: "pin drop: ⟦https://maps.app.goo.gl/Xy12Zq⟧"},
		{text: "version 4.12.3, loss of $43.65, -4.5 degrees tonight, grades 3.8 and 3.9, 5.5, 6.1 km."},
		{text: "drone found it at ⟦44.2312 N, 76.4860 W⟧"},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "geo_coordinates", "fr", []sample{
		{text: "coordonnées ⟦45,5017 N, 73,5673 O⟧"},
		{text: "position : latitude ⟦45.2731, longitude -75.2806⟧"},
	})
	holdsUnder(t, packGuard(t, "uk"), "geo_coordinates", "en", []sample{
		{text: "what3words ⟦///plank.otters.sizzled⟧"},
		{text: "w3w: ⟦plank dot otters dot sizzled⟧"},
		{text: "grid reference ⟦SU 123 456⟧"},
		{text: "Between 1.20am and 2.45am; £43.65; A40, M25; 6.2 miles."},
		{text: "⟦https://what3words.com/plank.otters.sizzled⟧"},
		{text: "OS ref ⟦SE 301 339⟧"},
		{text: "drone hover point ⟦53.8008° N, 1.5491° W⟧"},
	})
	holdsUnder(t, packGuard(t, "us"), "geo_coordinates", "en", []sample{
		{text: `⟦39°57'40"N 82°59'56"W⟧`},
		{text: "lat ⟦thirty-nine point nine six one two, long minus eighty-two point nine nine eight eight⟧"},
		{text: "plus code ⟦86FVX2C2+F9⟧"},
		{text: "GPS ⟦39 . 9612 , - 82 . 9988⟧"},
		{text: "⟦39.9612N 82.9988W⟧"},
		{text: "Mile 43.65, 79.38 percent; 40.5 by 60.2 inches."},
		{text: "⟦https://www.google.com/maps/@39.96,-82.99,17z⟧"},
		{text: "⟦40 deg 26 min 46 sec N, 79 deg 58 min 56 sec W⟧"},
		{text: "Scores of 39.2 and 41.6; 3.5, 4.5; temperature -4.5, wind 30; Route 39, exit 82."},
		{text: "He left the truck at ⟦39.9897, -82.9123⟧ by the creek"},
	})
}

// Places on a map as people write them who are in a hurry, or have something to hide.
func TestPlacesWrittenOtherwise(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "geo_coordinates", "en", []sample{
		{text: "⟦43\u200b.65107, -79\u200b.347015⟧"},
		{text: "phone last pinged? no: found at ⟦43.7731 / -79.2578⟧"},
	})
	holdsUnder(t, packGuard(t, "uk"), "geo_coordinates", "en", []sample{
		{text: "the shell lies at ⟦///crops.tunes.lamp⟧"},
		{text: "canal at ⟦what3words.com/slate.fans.hotel⟧"},
	})
}
