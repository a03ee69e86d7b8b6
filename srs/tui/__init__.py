"""What does the learner see in the terminal?"""
