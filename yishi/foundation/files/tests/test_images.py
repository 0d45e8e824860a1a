"""What a camera wrote into a picture is taken out, and the picture itself is left as it was."""

import io

import pytest

from yishi.foundation.files import detect, images, jpeg, kinds
from yishi.foundation.files.tests import samples


def cleaned(content):
    return images.without_particulars(detect.kind_of(io.BytesIO(content)), content)


def test_a_jpeg_without_particulars_stays_the_same_to_the_bit():
    assert cleaned(samples.jpeg()) == samples.jpeg()


def test_place_device_comment_and_what_follows_the_end_are_taken_out_of_a_jpeg():
    content = samples.jpeg(turned=1, comment=samples.SECRET) + samples.SECRET
    assert content.count(samples.SECRET) == 4
    assert cleaned(content) == samples.jpeg()


@pytest.mark.parametrize("turned", range(2, 9))
def test_which_side_is_up_is_kept_of_a_jpeg(turned):
    once = cleaned(samples.jpeg(turned=turned))
    assert samples.SECRET not in once
    assert jpeg._orientation(once) == turned
    assert cleaned(once) == once
    assert once.endswith(samples.JPEG_PICTURE[2:])


@pytest.mark.parametrize("turned", [9, 65535])
def test_an_orientation_that_is_none_is_dropped(turned):
    assert cleaned(samples.jpeg(turned=turned)) == samples.jpeg()


def test_words_and_particulars_are_taken_out_of_a_png():
    more = [(kind, b"Author\0" + samples.SECRET) for kind in (b"tEXt", b"iTXt", b"eXIf", b"tIME")]
    content = samples.png(2, 1, (b"gAMA", b"\0\0\xb1\x8f"), *more) + samples.SECRET
    assert cleaned(content) == samples.png(2, 1, (b"gAMA", b"\0\0\xb1\x8f"))


def test_particulars_are_taken_out_of_a_webp():
    assert samples.SECRET in samples.webp(private=True)
    assert cleaned(samples.webp(private=True)) == samples.webp()


@pytest.mark.parametrize(
    ("kind", "content", "size"),
    [
        (kinds.JPEG, samples.jpeg(size=(640, 480)), (640, 480)),
        (kinds.PNG, samples.png(640, 480), (640, 480)),
        (kinds.WEBP, samples.webp(size=(640, 480)), (640, 480)),
        (kinds.WEBP, samples.WEBP_PICTURE, (2, 1)),
    ],
)
def test_sizes_are_read_from_the_right_place(kind, content, size):
    assert images._SIZES[kind.code](content) == size
