"""What stands behind a change: who says what, which posts made it, and what nobody mentions.

positions      which records make the same claim, and which group stands against the largest
stances        who within a group stands against whom
claims         the sentence that says what its group says, word for word
contributions  a shift recomputed without one cluster of posts
silences       what the posts on a matter hardly mention
"""
